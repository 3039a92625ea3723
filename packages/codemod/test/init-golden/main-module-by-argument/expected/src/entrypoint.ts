// Serves this MCP server as MCP_TRANSPORT says: over stdio (the default), or over HTTP at /mcp.
// The server starts only as the file that Node was given, so it is told that it is.
import { serveProgram } from '@mcp-multi-account/entrypoint';

await serveProgram(() => import('./index.js'), { script: new URL('./index.js', import.meta.url) });
