import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  GetQueryResultsCommand,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../../src/testing/index.ts';
import { ALPHA, BETA, collect, configFor, refusalOf } from '../clients.ts';

const lines = Array.from({ length: 9 }, (_, i) => `${i % 3 === 0 ? 'ERROR' : 'INFO'} line ${i}`);
let aws: LocalAws;
let logs: CloudWatchLogsClient;

beforeAll(async () => {
  const logGroups = { '/app/api': lines, '/app/web': ['INFO web'], '/other': [] };
  aws = await startLocalAws({ accounts: [{ accountId: ALPHA, data: { logGroups } }, { accountId: BETA }] });
  logs = new CloudWatchLogsClient(configFor(aws, ALPHA));
});
afterAll(() => aws.close());

describe('DescribeLogGroups', () => {
  it("lists the account's own groups, by prefix and in pages", async () => {
    const all = await logs.send(new DescribeLogGroupsCommand({}));
    expect(all.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['/app/api', '/app/web', '/other']);
    expect(all.logGroups?.[0]?.arn).toBe(`arn:aws:logs:us-east-1:${ALPHA}:log-group:/app/api:*`);
    const app = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/app/' }));
    expect(app.logGroups).toHaveLength(2);
    const pages = await collect(paginateDescribeLogGroups({ client: logs, pageSize: 2 }, {}));
    expect(pages.map(({ logGroups }) => logGroups?.length)).toEqual([2, 1]);
  });

  it('gives an account without data a group of its own', async () => {
    const beta = new CloudWatchLogsClient(configFor(aws, BETA));
    const { logGroups } = await beta.send(new DescribeLogGroupsCommand({}));
    expect(logGroups?.map(({ logGroupName }) => logGroupName)).toEqual([`/account/${BETA}`]);
    const { events } = await beta.send(new FilterLogEventsCommand({ logGroupName: `/account/${BETA}` }));
    expect(events?.[0]?.message).toContain(BETA);
  });
});

describe('FilterLogEvents', () => {
  it('returns messages in order, in pages, with times just before the start', async () => {
    const pages = await collect(paginateFilterLogEvents({ client: logs, pageSize: 4 }, { logGroupName: '/app/api' }));
    const events = pages.flatMap((page) => page.events ?? []);
    expect(pages.map((page) => page.events?.length)).toEqual([4, 4, 1]);
    expect(events.map(({ message }) => message)).toEqual(lines);
    expect(events.every(({ timestamp = 0 }) => timestamp > Date.now() - 60_000 && timestamp < Date.now())).toBe(true);
  });

  it.each(['ERROR', '"ERROR"'])('filters by the term %s', async (filterPattern) => {
    const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: '/app/api', filterPattern }));
    expect(events?.map(({ message }) => message)).toEqual(['ERROR line 0', 'ERROR line 3', 'ERROR line 6']);
  });

  it('filters by time', async () => {
    const logGroupName = '/app/api';
    const past = await logs.send(new FilterLogEventsCommand({ logGroupName, endTime: Date.now() - 3_600_000 }));
    const recent = await logs.send(new FilterLogEventsCommand({ logGroupName, startTime: Date.now() - 3_600_000 }));
    expect([past.events?.length, recent.events?.length]).toEqual([0, 9]);
  });

  it("refuses another account's group, by name and by ARN, even where the own one has the same name", async () => {
    const arn = `arn:aws:logs:us-east-1:${BETA}:log-group:`;
    for (const logGroupIdentifier of [`/account/${BETA}`, `${arn}/account/${BETA}`, `${arn}/app/api`]) {
      const call = logs.send(new FilterLogEventsCommand({ logGroupIdentifier }));
      expect(await refusalOf(call)).toEqual(['ResourceNotFoundException', 400]);
    }
    const own = `arn:aws:logs:us-east-1:${ALPHA}:log-group:/app/web`;
    expect((await logs.send(new FilterLogEventsCommand({ logGroupIdentifier: own }))).events).toHaveLength(1);
  });
});

describe('queries', () => {
  const query = { queryString: 'fields @message', startTime: 0, endTime: 1 };

  it('complete with the events of all their groups', async () => {
    const logGroupNames = ['/app/web', '/app/api'];
    const { queryId } = await logs.send(new StartQueryCommand({ ...query, logGroupNames }));
    const { status, results } = await logs.send(new GetQueryResultsCommand({ queryId }));
    expect(status).toBe('Complete');
    expect(results?.map((row) => row.find(({ field }) => field === '@message')?.value)).toEqual(['INFO web', ...lines]);
    expect(results?.[0]?.[0]?.value).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/);
  });

  it('are refused for a group that does not exist', async () => {
    const call = logs.send(new StartQueryCommand({ ...query, logGroupName: '/missing' }));
    expect(await refusalOf(call)).toEqual(['ResourceNotFoundException', 400]);
  });

  it('belong to the account that started them', async () => {
    const { queryId } = await logs.send(new StartQueryCommand({ ...query, logGroupName: '/app/web' }));
    const beta = new CloudWatchLogsClient(configFor(aws, BETA));
    const call = beta.send(new GetQueryResultsCommand({ queryId }));
    expect(await refusalOf(call)).toEqual(['ResourceNotFoundException', 400]);
  });
});
