import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

class Registry {
  registerTool(name: string, _config: object, handler: () => string) {
    return `${name} ${handler()}`;
  }
}

const registry = new Registry();
const app = { tool: (_name: string, text: string) => text };
const tool = <Definition>(definition: Definition): Definition => definition;

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('echo', { inputSchema: { text: z.string() } }, async ({ text }) => ({ content: [{ type: 'text', text: app.tool('echo', text) }] }));

// server.tool('commented-out', async () => ({ content: [] }));
export const documentation = "server.tool('quoted', {}, async () => {})";
export const weather = tool({ description: 'Not an MCP tool', parameters: z.object({ city: z.string() }) });
export const registered = registry.registerTool('other', {}, () => 'other');

await server.connect(new StdioServerTransport());
