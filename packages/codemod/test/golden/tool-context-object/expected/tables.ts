import { z } from 'zod';
import type { ToolContext } from './context.js';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

export function registerTables(context: ToolContext): void {
  registerTable({
    name: 'list_tables',
    context,
    schema: { target_account_id: z.string().optional().describe(targetAccountId.description) },
    read: async () => ['orders'],
  });

  registerTable({
    name: 'get_item',
    context,
    schema: { table: z.string(), key: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) },
    read: async ({ table, team, ...rest }) => [table, team, ...Object.keys(rest)],
  });
}

const registerTable = <Shape extends z.ZodRawShape>({
  name,
  context,
  schema,
  read,
}: {
  name: string;
  context: ToolContext;
  schema: Shape;
  read: (params: { team: string } & z.output<z.ZodObject<Shape>>) => Promise<string[]>;
}) => {
  context.addStrictTool(name, { inputSchema: z.object(schema) }, withAccountContext(async (params) => {
    const rows = await read({ ...params, team: context.team });
    return { content: [{ type: 'text', text: rows.join(' ') }] };
  }));
};
