const { CostExplorerClient, GetCostAndUsageCommand } = require('@aws-sdk/client-cost-explorer');
const { McpServer } = require('@modelcontextprotocol/sdk/server/mcp.js');
const { StdioServerTransport } = require('@modelcontextprotocol/sdk/server/stdio.js');
const { z } = require('zod');

// Cost Explorer has one endpoint for the world, in us-east-1.
function costExplorer() {
  return new CostExplorerClient({ region: 'us-east-1', maxAttempts: 5 });
}

async function costAndUsage(start, end, options = {}) {
  const { ResultsByTime = [] } = await costExplorer().send(
    new GetCostAndUsageCommand({
      TimePeriod: { Start: start, End: end },
      Granularity: 'MONTHLY',
      Metrics: ['UnblendedCost'],
      ...options,
    }),
  );
  return ResultsByTime;
}

const server = new McpServer({ name: 'cost-report', version: '1.0.0' });
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

server.tool('cost-this-month', 'What the account has spent since the first of this month, in USD', async () => {
  const now = new Date();
  const tomorrow = new Date(now.getTime() + 86_400_000);
  const [month] = await costAndUsage(`${isoDay(now).slice(0, 8)}01`, isoDay(tomorrow));
  return report({ month: isoDay(now).slice(0, 7), usd: amount(month?.Total) });
});

server.tool(
  'cost-by-month',
  'What the account spent in each month of a period, in USD',
  { start: day.describe('First day'), end: day.describe('The day after the last') },
  async ({ start, end }) => {
    const months = await costAndUsage(start, end);
    return report({ months: months.map((month) => ({ start: month.TimePeriod.Start, usd: amount(month.Total) })) });
  },
);

server.tool(
  'cost-by-service',
  'What each AWS service cost in a period, in USD, dearest first',
  { start: day, end: day, top: z.number().int().min(1).max(50).default(10) },
  { readOnlyHint: true, title: 'Cost by service' },
  async ({ start, end, top }) => {
    const months = await costAndUsage(start, end, { GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }] });
    const totals = new Map();
    for (const group of months.flatMap((month) => month.Groups ?? [])) {
      const [service] = group.Keys;
      totals.set(service, (totals.get(service) ?? 0) + amount(group.Metrics));
    }
    const services = [...totals].sort(([, a], [, b]) => b - a).slice(0, top);
    return report({ services: services.map(([service, usd]) => ({ service, usd })) });
  },
);

function amount(metrics) {
  return Number(metrics?.UnblendedCost?.Amount ?? 0);
}

function isoDay(date) {
  return date.toISOString().slice(0, 10);
}

function report(value) {
  return { content: [{ type: 'text', text: JSON.stringify(value, null, 2) }] };
}

server.connect(new StdioServerTransport()).catch((error) => {
  console.error(error);
  process.exit(1);
});
