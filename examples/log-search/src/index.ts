import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { monthlyCost } from './cost.ts';
import { logGroups, searchLogs } from './logs.ts';

const server = new Server({ name: 'log-search', version: '1.0.0' }, { capabilities: { tools: {} } });

server.setRequestHandler(ListToolsRequestSchema, async () => ({
  tools: [
    {
      name: 'list_log_groups',
      description: 'List the CloudWatch log groups of the account',
      inputSchema: {
        type: 'object',
        properties: { prefix: { type: 'string', description: 'Only groups whose name begins with this' } },
      },
    },
    {
      name: 'search_logs',
      description: 'Search the last hours of one log group for a pattern',
      inputSchema: {
        type: 'object',
        properties: {
          log_group: { type: 'string' },
          pattern: { type: 'string', description: 'CloudWatch Logs filter pattern; everything if absent' },
          hours: { type: 'number', minimum: 1, maximum: 168, default: 1 },
        },
        required: ['log_group'],
      },
    },
    {
      name: 'monthly_cost',
      description: 'What the account spent in a month, in USD',
      inputSchema: {
        type: 'object',
        properties: { month: { type: 'string', pattern: '^\\d{4}-\\d{2}$', description: 'Such as 2026-10' } },
        required: ['month'],
      },
    },
  ],
}));

server.setRequestHandler(CallToolRequestSchema, async (request) => {
  const args = request.params.arguments ?? {};
  try {
    switch (request.params.name) {
      case 'list_log_groups':
        return text(await logGroups(args.prefix as string | undefined));
      case 'search_logs':
        return text(
          await searchLogs(String(args.log_group), args.pattern as string | undefined, Number(args.hours ?? 1)),
        );
      case 'monthly_cost':
        return text(await monthlyCost(String(args.month)));
      default:
        throw new Error(`Unknown tool: ${request.params.name}`);
    }
  } catch (error) {
    return { ...text({ error: error instanceof Error ? error.message : String(error) }), isError: true };
  }
});

function text(value: unknown) {
  return { content: [{ type: 'text' as const, text: JSON.stringify(value) }] };
}

await server.connect(new StdioServerTransport());
