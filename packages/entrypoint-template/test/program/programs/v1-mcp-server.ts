import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { echo, textResult } from './tools.ts';

const server = new McpServer({ name: 'v1', version: '1.0.0' }, { capabilities: { logging: {} } });

server.registerTool('echo', { inputSchema: { text: z.string(), ms: z.number().default(0) } }, async (input) =>
  textResult(await echo(input)),
);

server.registerTool(
  'progress',
  { inputSchema: { text: z.string() } },
  async ({ text }, { _meta, sendNotification }) => {
    for (let progress = 1; progress <= 3; progress++) {
      const params = { progressToken: _meta?.progressToken ?? 'none', progress, total: 3 };
      await sendNotification({ method: 'notifications/progress', params });
    }
    await server.sendLoggingMessage({ level: 'info', data: text });
    return textResult(text);
  },
);

server.registerTool('ask', {}, async () => {
  const answer = await server.server.request({ method: 'roots/list' }, z.any()).catch((error: Error) => error.message);
  return textResult(String(answer));
});

server.registerTool('wait', { inputSchema: { text: z.string() } }, async ({ text }, { signal }) => {
  console.error(`${text} waits`);
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  console.error(`${text} was cancelled`);
  return textResult('cancelled');
});

server.registerTool('exit', {}, async () => process.exit(7));

server.registerTool('throw', {}, async () => {
  setImmediate(() => {
    throw new Error('thrown later');
  });
  return new Promise(() => {});
});

server.registerTool('disconnect', {}, async () => {
  await server.close();
  console.error('disconnected');
  return textResult('never sent');
});

process.stdin.on('end', () => console.error('its input has ended'));

process.on('SIGTERM', async () => {
  console.error('the program was told');
  await server.close();
  process.exit(0);
});

await server.connect(new StdioServerTransport());
