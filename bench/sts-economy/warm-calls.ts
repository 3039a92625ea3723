import { createAccounts, withAccountContext } from '../../packages/cred-extract/src/index.ts';
import { median } from './statistics.ts';
import { table } from './table.ts';

const CALLS = 50_000;
const ACCOUNTS = 100;
const HOUR_MS = 3_600_000;

/** What a call costs whose session is there already: the time of a tool handler that does nothing, wrapped and bare. */
export async function warmCalls(): Promise<string> {
  const handler = async (_: { target_account_id: string }, _extra: { signal: AbortSignal }) => 'done';
  const wrapped = withAccountContext(handler, { accounts: warmAccounts(), throwErrors: true });
  await measure(wrapped);
  const [bare, context] = [await measure(handler), await measure(wrapped)];
  const row = (title: string, times: readonly number[]) => [title, ...[0.5, 0.9, 0.99].map((p) => at(times, p))];
  return table(
    ['handler', 'median', 'p90', 'p99'],
    [row('bare', bare), row('in withAccountContext', context), ['target', '10.0 µs', '', '']],
  );
}

/** Sessions without the network, which a warm call does not touch. */
function warmAccounts() {
  return createAccounts({
    source: {
      find: async (target) => {
        const accountId = target.kind === 'account-id' ? target.accountId : '';
        return [{ account_id: accountId, auth_type: 'iam_role', role_arn: `arn:aws:iam::${accountId}:role/Target` }];
      },
    },
    recordTtlMs: HOUR_MS,
    env: {},
    sts: {
      assumeRole: async ({ roleArn }) => ({
        accountId: roleArn.split(':')[4],
        credentials: { accessKeyId: 'ASIA', secretAccessKey: 's', expiration: new Date(Date.now() + HOUR_MS) },
      }),
      callerAccountId: async () => '999999999999',
      ownCredentials: async () => ({ accessKeyId: 'AKIA', secretAccessKey: 's' }),
    },
  });
}

type Call = (args: { target_account_id: string }, extra: { signal: AbortSignal }) => Promise<unknown>;

/** Microseconds of each call, each with the abort signal that the MCP SDKs give a request. */
async function measure(call: Call): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < CALLS; index++) {
    const target_account_id = String(100_000_000_000 + (index % ACCOUNTS));
    const { signal } = new AbortController();
    const start = process.hrtime.bigint();
    await call({ target_account_id }, { signal });
    times.push(Number(process.hrtime.bigint() - start) / 1_000);
  }
  return times;
}

function at(times: readonly number[], part: number): string {
  const sorted = [...times].sort((first, second) => first - second);
  const value = part === 0.5 ? median(times) : (sorted[Math.floor(sorted.length * part)] ?? Number.NaN);
  return `${value.toFixed(1)} µs`;
}
