// Serves this MCP server as MCP_TRANSPORT says: over stdio (the default), or over HTTP at /mcp.
import { serveProgram } from '@mcp-multi-account/entrypoint';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';

await serveProgram(async () => {
  const { default: server } = await import('./server.js');
  await server.connect(new StdioServerTransport());
});
