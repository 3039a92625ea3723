// Serves this MCP server as MCP_TRANSPORT says: over stdio (the default), or over HTTP at /mcp.
import { serveProgram } from '@mcp-multi-account/entrypoint';

await serveProgram(async () => {
  // HTTP is served here; the program itself speaks over stdio.
  process.env['GREETER_TRANSPORT'] = 'stdio';
  await import('./server.ts');
});
