// Serves this MCP server as MCP_TRANSPORT says: over stdio (the default), or over HTTP at /mcp.
const { serveProgram } = require('@mcp-multi-account/entrypoint');

serveProgram(() => import('./server.js'));
