import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import { jsonService } from '../protocols/json.ts';
import type { Call } from './service.ts';

/** Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/ */
export const cloudWatchLogs = jsonService({
  DescribeLogGroups: describeLogGroups,
  FilterLogEvents: filterLogEvents,
  StartQuery: startQuery,
  GetQueryResults: getQueryResults,
});

interface PageInput {
  readonly limit?: number;
  /** The number of entries to skip, as text. */
  readonly nextToken?: string;
}

interface FilterInput extends PageInput {
  readonly logGroupName?: string;
  readonly logGroupIdentifier?: string;
  readonly filterPattern?: string;
  /** Milliseconds since 1970, inclusive. */
  readonly startTime?: number;
  readonly endTime?: number;
}

interface QueryInput {
  readonly logGroupName?: string;
  readonly logGroupNames?: readonly string[];
  readonly logGroupIdentifiers?: readonly string[];
}

interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}

function describeLogGroups(input: PageInput & { logGroupNamePrefix?: string }, call: Call): object {
  const names = [...call.account.logGroups.keys()]
    .sort()
    .filter((name) => name.startsWith(input.logGroupNamePrefix ?? ''));
  const { entries, ...next } = page(names, input, 50);
  const logGroups = entries.map((logGroupName) => {
    const logGroupArn = `arn:aws:logs:${call.region}:${call.account.accountId}:log-group:${logGroupName}`;
    return { logGroupName, logGroupArn, arn: `${logGroupArn}:*`, creationTime: call.account.created.getTime() };
  });
  return { logGroups, ...next };
}

/** The pattern is one term that a message must contain; the metric filter language is not interpreted. */
function filterLogEvents(input: FilterInput, call: Call): object {
  const term = (input.filterPattern ?? '').replace(/^"(.*)"$/, '$1');
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY } = input;
  const matches = eventsOf(input.logGroupName ?? input.logGroupIdentifier ?? '', call).filter(
    ({ message, timestamp }) => message.includes(term) && timestamp >= startTime && timestamp <= endTime,
  );
  const { entries, ...next } = page(matches, input, 10_000);
  return {
    events: entries.map((event) => ({ ...event, ingestionTime: event.timestamp, logStreamName: 'local' })),
    ...next,
  };
}

function startQuery(input: QueryInput, call: Call): object {
  const single = input.logGroupName === undefined ? [] : [input.logGroupName];
  const groups = [...single, ...(input.logGroupNames ?? []), ...(input.logGroupIdentifiers ?? [])];
  for (const group of groups) eventsOf(group, call);
  const queryId = randomUUID();
  call.account.logQueries.set(queryId, groups);
  return { queryId };
}

/** Every event of the groups: the query language is not interpreted. */
function getQueryResults({ queryId = '' }: { queryId?: string }, call: Call): object {
  const groups = call.account.logQueries.get(queryId);
  if (!groups) throw new AwsError('ResourceNotFoundException', `Query ${queryId} does not exist.`);
  const results = groups
    .flatMap((group) => eventsOf(group, call))
    .map(({ timestamp, message }) => [
      { field: '@timestamp', value: new Date(timestamp).toISOString().replace('T', ' ').replace('Z', '') },
      { field: '@message', value: message },
    ]);
  const count = results.length;
  return { status: 'Complete', results, statistics: { recordsMatched: count, recordsScanned: count, bytesScanned: 0 } };
}

/** Events lie a millisecond apart and end when the account was made, so that they are in any caller's past. */
function eventsOf(nameOrArn: string, { account }: Call): LogEvent[] {
  const name = nameOrArn.replace(new RegExp(`^arn:aws[\\w-]*:logs:[\\w-]+:${account.accountId}:log-group:`), '');
  const messages = account.logGroups.get(name);
  if (!messages) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  const first = account.created.getTime() - messages.length;
  return messages.map((message, i) => ({ timestamp: first + i, message }));
}

function page<Entry>(all: readonly Entry[], input: PageInput, limit: number): { entries: Entry[]; nextToken?: string } {
  const start = Number(input.nextToken ?? 0);
  const end = start + (input.limit ?? limit);
  return { entries: all.slice(start, end), ...(end < all.length && { nextToken: String(end) }) };
}
