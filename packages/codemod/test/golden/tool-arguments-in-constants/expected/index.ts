import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const server = new McpServer({ name: 'golden', version: '1.0.0' });

const PREFIX = 's3';
const NAME = `${PREFIX}-ping`;
const texts = { ping: 'Answers pong.', echo: 'Says ' + 'it again.' } as const;
const annotations = { readOnlyHint: true, title: 'Ping' };
const EchoShape = { text: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) };

server.tool(NAME, texts.ping, { target_account_id: z.string().optional().describe(targetAccountId.description) }, withAccountContext(async () => ({ content: [{ type: 'text', text: 'pong' }] })));

server.tool(`${PREFIX}-annotated`, texts.ping, { target_account_id: z.string().optional().describe(targetAccountId.description) }, annotations, withAccountContext(async () => ({ content: [{ type: 'text', text: 'pong' }] })));

server.tool(PREFIX + '-echo', texts.echo, EchoShape, annotations, withAccountContext(async ({ text }) => ({ content: [{ type: 'text', text }] })));

await server.connect(new StdioServerTransport());
