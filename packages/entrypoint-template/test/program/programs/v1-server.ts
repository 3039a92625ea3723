import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { type EchoArguments, echo, textResult } from './tools.ts';

async function main() {
  const server = new Server({ name: 'v1-low', version: '1.0.0' }, { capabilities: { tools: {} } });
  const inputSchema = { type: 'object' as const, properties: { text: { type: 'string' }, ms: { type: 'number' } } };
  server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: [{ name: 'echo', inputSchema }] }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) =>
    textResult(await echo(params.arguments as unknown as EchoArguments)),
  );
  await server.connect(new StdioServerTransport());
}

main().catch(() => process.exit(1));
