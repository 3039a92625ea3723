import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const Page = z.object({ limit: z.number().default(3) }).strict();
type PageArguments = z.infer<typeof Page>;
const Search = z.object({ query: z.string() });
const Lookup = z.object({ key: z.string() });

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('page', { inputSchema: Page.extend({ target_account_id: z.string().optional().describe(targetAccountId.description) }) }, withAccountContext(async (args: PageArguments) => ({ content: [{ type: 'text', text: `${Page.parse(args).limit} of a page` }] })));
server.registerTool('pages', { inputSchema: { ...Page.shape, target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async (args) => ({ content: [{ type: 'text', text: `${Page.parse(args).limit} of pages` }] })));
server.registerTool('search', { inputSchema: { ...Search.shape, target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async (args) => ({ content: [{ type: 'text', text: Search.strict().parse(args).query }] })));
server.registerTool('lookup', { inputSchema: { ...Lookup.shape, target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(async (args) => ({ content: [{ type: 'text', text: Lookup.parse(args).key }] })));

await server.connect(new StdioServerTransport());
