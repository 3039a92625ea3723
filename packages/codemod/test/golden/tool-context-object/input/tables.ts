import { z } from 'zod';
import type { ToolContext } from './context.js';

export function registerTables(context: ToolContext): void {
  registerTable({
    name: 'list_tables',
    context,
    schema: {},
    read: async () => ['orders'],
  });

  registerTable({
    name: 'get_item',
    context,
    schema: { table: z.string(), key: z.string() },
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
  context.addStrictTool(name, { inputSchema: z.object(schema) }, async (params) => {
    const rows = await read({ ...params, team: context.team });
    return { content: [{ type: 'text', text: rows.join(' ') }] };
  });
};
