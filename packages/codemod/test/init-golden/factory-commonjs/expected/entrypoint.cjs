// Serves this MCP server as MCP_TRANSPORT says: over stdio (the default), or over HTTP at /mcp.
const { serve } = require('@mcp-multi-account/entrypoint');
const { createServer } = require('./server.js');

serve(createServer);
