import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { who } from './who.ts';

serveStdio(() => {
  const server = new McpServer({ name: 'accounts', version: '1.0.0' });
  server.registerTool('who', {}, async () => ({ content: [{ type: 'text', text: await who() }] }));
  return server;
});
