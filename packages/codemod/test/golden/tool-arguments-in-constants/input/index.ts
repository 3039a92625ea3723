import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

const PREFIX = 's3';
const NAME = `${PREFIX}-ping`;
const texts = { ping: 'Answers pong.', echo: 'Says ' + 'it again.' } as const;
const annotations = { readOnlyHint: true, title: 'Ping' };
const EchoShape = { text: z.string() };

server.tool(NAME, texts.ping, async () => ({ content: [{ type: 'text', text: 'pong' }] }));

server.tool(`${PREFIX}-annotated`, texts.ping, annotations, async () => ({ content: [{ type: 'text', text: 'pong' }] }));

server.tool(PREFIX + '-echo', texts.echo, EchoShape, annotations, async ({ text }) => ({ content: [{ type: 'text', text }] }));

await server.connect(new StdioServerTransport());
