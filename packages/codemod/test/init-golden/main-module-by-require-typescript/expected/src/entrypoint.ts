// Serves this MCP server as MCP_TRANSPORT says: over stdio (the default), or over HTTP at /mcp.
// The server starts only as the file that Node was given, so it is told that it is.
import { serveProgram } from '@mcp-multi-account/entrypoint';

void serveProgram(async () => {
  process.argv[1] = require.resolve('./index.js');
  require('node:module').runMain();
});
