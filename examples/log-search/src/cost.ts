import { CostExplorerClient, GetCostAndUsageCommand } from '@aws-sdk/client-cost-explorer';

/** Cost Explorer has one endpoint for the world, in us-east-1. */
const costExplorer = new CostExplorerClient({ region: 'us-east-1' });

export async function monthlyCost(month: string) {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const { ResultsByTime = [] } = await costExplorer.send(
    new GetCostAndUsageCommand({
      TimePeriod: { Start: `${month}-01`, End: new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10) },
      Granularity: 'MONTHLY',
      Metrics: ['UnblendedCost'],
    }),
  );
  return { month, usd: Number(ResultsByTime[0]?.Total?.UnblendedCost?.Amount ?? 0) };
}
