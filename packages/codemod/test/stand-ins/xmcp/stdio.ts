import { globSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { pathToFileURL } from 'node:url';
import { McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';
import type { ToolExtraArguments, ToolMetadata } from './index.ts';

interface ToolFile {
  default?: (args: Record<string, unknown>, extra: ToolExtraArguments) => unknown;
  metadata?: ToolMetadata;
  schema?: z.ZodRawShape;
}

const server = new McpServer({ name: 'xmcp', version: '1.1.3' });

const project = dirname(process.argv[1] as string);

for (const path of globSync('src/tools/**/*.ts', { cwd: project }).sort()) {
  const tool = (await import(pathToFileURL(join(project, path)).href)) as ToolFile;
  const handler = tool.default;
  if (!handler) continue;
  const { name = parse(path).name, description = 'No description provided' } = tool.metadata ?? {};
  server.registerTool(name, { description, inputSchema: z.object(tool.schema ?? {}) }, async (args, ctx) => {
    const result = await handler(args, { signal: ctx.mcpReq.signal, requestId: ctx.mcpReq.id });
    const isText = typeof result === 'string' || typeof result === 'number';
    return isText ? { content: [{ type: 'text', text: String(result) }] } : (result as { content: [] });
  });
}

await server.connect(new StdioServerTransport());
