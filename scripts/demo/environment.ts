import { type LocalAws, startLocalAws } from '@mcp-multi-account/cred-extract/testing';
import { createStore } from './account-store.ts';
import type { DemoAccount } from './accounts.ts';
import { type ConvertedServer, startServer } from './converted-server.ts';
import { EXAMPLES, type ExampleName, exampleFolder } from './examples.ts';

/** The local AWS and the converted servers, which run in the first account. */
export interface DemoEnvironment extends AsyncDisposable {
  readonly aws: LocalAws;
  readonly servers: ReadonlyMap<ExampleName, ConvertedServer>;
}

/** Enough that calls overlap, as they do over a network. */
const LATENCY_MS = [5, 40] as const;

export async function startEnvironment(folder: string, accounts: readonly DemoAccount[]): Promise<DemoEnvironment> {
  await using stack = new AsyncDisposableStack();
  const aws = await startLocalAws({ accounts: accounts.map(({ local }) => local), latencyMs: LATENCY_MS });
  stack.defer(() => aws.close());
  const env = { ...aws.env(accounts[0]?.accountId ?? ''), ...(await createStore(folder, accounts)) };
  const servers = new Map<ExampleName, ConvertedServer>();
  for (const name of EXAMPLES) servers.set(name, stack.use(await startServer(exampleFolder(folder, name), env)));
  const running = stack.move();
  return { aws, servers, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
