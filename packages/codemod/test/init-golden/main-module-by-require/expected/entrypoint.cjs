// Serves this MCP server as MCP_TRANSPORT says: over stdio (the default), or over HTTP at /mcp.
// The server starts only as the file that Node was given, so it is told that it is.
const { serveProgram } = require('@mcp-multi-account/entrypoint');

serveProgram(async () => {
  process.argv[1] = require.resolve('./src/server.js');
  require('node:module').runMain();
});
