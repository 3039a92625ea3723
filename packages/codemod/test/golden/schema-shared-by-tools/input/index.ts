import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { ObjectShape, schemas } from './schemas.js';

const count = async (args: z.infer<z.ZodObject<typeof schemas.list>>) => ({ content: [{ type: 'text' as const, text: args.bucket }] });

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('get', { inputSchema: ObjectShape }, async ({ bucket, key }) => ({ content: [{ type: 'text', text: `get ${bucket}/${key}` }] }));
server.registerTool('head', { inputSchema: ObjectShape }, async ({ bucket, key }) => ({ content: [{ type: 'text', text: `head ${bucket}/${key}` }] }));
server.registerTool('list', { inputSchema: schemas.list }, async ({ bucket }) => ({ content: [{ type: 'text', text: bucket }] }));
server.registerTool('count', { inputSchema: schemas.list }, count);

await server.connect(new StdioServerTransport());
