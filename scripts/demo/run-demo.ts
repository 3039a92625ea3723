import type { SignedRequest } from '@mcp-multi-account/cred-extract/testing';
import { createDemoAccounts, type DemoAccount } from './accounts.ts';
import { callAlone, callTogether, type JudgedCall, requestsSince, signersOf } from './call.ts';
import { type DemoEnvironment, startEnvironment } from './environment.ts';
import type { ExampleName } from './examples.ts';
import { planKinds, planMany } from './plan-calls.ts';
import { type Preparation, prepare } from './prepare.ts';
import { kindsTable, signersTable } from './report.ts';
import { type Burst, oneLine, type Tally, tally } from './tally.ts';
import { TOOLS } from './tools.ts';

const CALLS_AT_ONCE = 200;

/** The whole path: examples in, multi-account servers out, and calls for 20 accounts that tell who signed what. */
export async function runDemo(preparation: Preparation): Promise<Tally> {
  const { folder, progress } = preparation;
  await prepare(preparation);
  const accounts = createDemoAccounts();
  await using environment = await progress.step(`local AWS with ${accounts.length} accounts, and 4 servers`, () =>
    startEnvironment(folder, accounts),
  );
  const untargeted = await toolsWithoutTarget(environment);
  const kinds = await progress.step('calls of every kind, one by one', () => callKinds(environment, accounts));
  progress.line(`\n${kindsTable(kinds)}\n\n${typedErrors(kinds).join('\n')}\n`);
  const bursts = await progress.step(`${CALLS_AT_ONCE} calls at once, to each server`, () =>
    callMany(environment, accounts),
  );
  progress.line(`\n${signersTable(accounts, bursts)}\n`);
  return tally(
    [...kinds.values()].flatMap((calls) => [...calls.values()]),
    [...bursts.values()],
    untargeted,
  );
}

async function toolsWithoutTarget({ servers }: DemoEnvironment): Promise<string[]> {
  const lists = [...servers].map(async ([name, server]) =>
    (await server.toolsWithoutTarget()).map((tool) => `${name}: ${tool} does not take target_account_id`),
  );
  return (await Promise.all(lists)).flat();
}

type Kinds = ReadonlyMap<string, JudgedCall>;

async function callKinds(
  { aws, servers }: DemoEnvironment,
  accounts: readonly DemoAccount[],
): Promise<ReadonlyMap<ExampleName, Kinds>> {
  const results = new Map<ExampleName, Kinds>();
  for (const [name, server] of servers) {
    const calls = new Map<string, JudgedCall>();
    for (const [kind, planned] of planKinds(accounts, TOOLS[name][0])) {
      calls.set(kind, await callAlone({ aws, accounts, server }, planned));
    }
    results.set(name, calls);
  }
  return results;
}

/** What the first server said where an error had to come. */
function typedErrors(kinds: ReadonlyMap<ExampleName, Kinds>): string[] {
  const [calls = new Map<string, JudgedCall>()] = kinds.values();
  return [...calls]
    .filter(([, { planned }]) => planned.expected.kind === 'error')
    .map(([kind, { answer }]) => `${kind}: ${oneLine(answer.text)}`);
}

async function callMany(
  { aws, servers }: DemoEnvironment,
  accounts: readonly DemoAccount[],
): Promise<ReadonlyMap<ExampleName, Burst & { requests: readonly SignedRequest[] }>> {
  const results = new Map<ExampleName, Burst & { requests: readonly SignedRequest[] }>();
  for (const [name, server] of servers) {
    const first = aws.requests.length;
    const calls = await callTogether({ aws, accounts, server }, planMany(accounts, TOOLS[name], CALLS_AT_ONCE));
    const requests = requestsSince(aws, first);
    results.set(name, { calls, requests, signers: signersOf(requests) });
  }
  return results;
}
