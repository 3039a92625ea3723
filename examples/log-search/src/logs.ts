import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';

let logs: CloudWatchLogsClient | undefined;

// Made on first use: starting the server must not need credentials.
function client(): CloudWatchLogsClient {
  if (!logs) {
    logs = new CloudWatchLogsClient({ region: process.env.AWS_REGION });
  }
  return logs;
}

export async function logGroups(prefix?: string) {
  const { logGroups = [] } = await client().send(new DescribeLogGroupsCommand({ logGroupNamePrefix: prefix }));
  return { logGroups: logGroups.map((group) => group.logGroupName) };
}

export async function searchLogs(logGroup: string, pattern: string | undefined, hours: number) {
  const { events = [] } = await client().send(
    new FilterLogEventsCommand({
      logGroupName: logGroup,
      filterPattern: pattern,
      startTime: Date.now() - hours * 3_600_000,
      limit: 200,
    }),
  );
  return { logGroup, events: events.map(({ timestamp, message }) => ({ timestamp, message })) };
}
