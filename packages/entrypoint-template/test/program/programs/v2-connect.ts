import { McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';
import { echo, textResult } from './tools.ts';

const server = new McpServer({ name: 'v2', version: '1.0.0' });
const inputSchema = z.object({ text: z.string(), ms: z.number().default(0) });
server.registerTool('echo', { inputSchema }, async (input) => textResult(await echo(input)));
await server.connect(new StdioServerTransport());
