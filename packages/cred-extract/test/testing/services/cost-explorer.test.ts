import {
  CostExplorerClient,
  GetCostAndUsageCommand,
  type GetCostAndUsageCommandInput,
} from '@aws-sdk/client-cost-explorer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../../src/testing/index.ts';
import { ALPHA, BETA, configFor, refusalOf, SERVER } from '../clients.ts';

let aws: LocalAws;

beforeAll(async () => {
  aws = await startLocalAws({
    accounts: [{ accountId: ALPHA, data: { monthlyCost: 310 } }, { accountId: BETA }, { accountId: SERVER }],
  });
});
afterAll(() => aws.close());

it('costs what the account costs a month', async () => {
  const { ResultsByTime } = await ask({});
  expect(ResultsByTime).toEqual([
    {
      TimePeriod: { Start: '2026-01-01', End: '2026-02-01' },
      Total: { UnblendedCost: { Amount: '310.00', Unit: 'USD' } },
      Groups: [],
      Estimated: false,
    },
  ]);
});

it('costs a part of a month its share of the days', async () => {
  expect(await amounts({ TimePeriod: { Start: '2026-01-30', End: '2026-03-01' } })).toEqual(['20.00', '310.00']);
});

it('costs every day the same', async () => {
  const TimePeriod = { Start: '2026-01-31', End: '2026-02-02' };
  expect(await amounts({ TimePeriod, Granularity: 'DAILY' })).toEqual(['10.00', '11.07']);
});

it('crosses the end of a year', async () => {
  const { ResultsByTime } = await ask({ TimePeriod: { Start: '2025-12-01', End: '2026-02-01' } });
  expect(ResultsByTime?.map(({ TimePeriod }) => TimePeriod?.End)).toEqual(['2026-01-01', '2026-02-01']);
});

it('groups under one key for each dimension', async () => {
  const GroupBy = [
    { Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' } as const,
    { Type: 'DIMENSION', Key: 'SERVICE' } as const,
  ];
  const { ResultsByTime } = await ask({ GroupBy });
  const Metrics = { UnblendedCost: { Amount: '310.00', Unit: 'USD' } };
  expect(ResultsByTime?.[0]?.Groups).toEqual([{ Keys: [ALPHA, 'AWS Lambda'], Metrics }]);
});

it('differs between accounts that say nothing of their cost', async () => {
  expect(await amounts({}, BETA)).toEqual(['3333333333.33']);
  expect(await amounts({}, SERVER)).toEqual(['1111111111.11']);
});

it.each([
  ['an end before its start', { TimePeriod: { Start: '2026-02-01', End: '2026-01-01' } }],
  ['no days at all', { TimePeriod: { Start: '2026-02-01', End: '2026-02-01' } }],
  ['a date that is none', { TimePeriod: { Start: 'January', End: '2026-01-01' } }],
  ['hours, which are not enabled', { Granularity: 'HOURLY' as const }],
])('refuses a period with %s', async (_what, input) => {
  expect(await refusalOf(ask(input))).toEqual(['ValidationException', 400]);
});

function ask(input: Partial<GetCostAndUsageCommandInput>, accountId = ALPHA) {
  const defaults = { TimePeriod: { Start: '2026-01-01', End: '2026-02-01' }, Granularity: 'MONTHLY' as const };
  const command = new GetCostAndUsageCommand({ ...defaults, Metrics: ['UnblendedCost'], ...input });
  return new CostExplorerClient(configFor(aws, accountId)).send(command);
}

async function amounts(input: Partial<GetCostAndUsageCommandInput>, accountId?: string) {
  return (await ask(input, accountId)).ResultsByTime?.map(({ Total }) => Total?.UnblendedCost?.Amount);
}
