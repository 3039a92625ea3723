import { childEnvironment } from './child-environment.ts';
import { commandEndpoint, urlEndpoint } from './endpoint.ts';
import { type LocalCloud, startLocalCloud } from './local-cloud.ts';
import type { CallPlan } from './make-calls.ts';
import { redactorOf } from './redact-output.ts';
import { ServerOutput } from './server-output.ts';
import type { VerifyReport } from './types.ts';
import { verifyReport } from './verify-report.ts';
import { visitAll } from './visit-all.ts';

export type VerifyTarget =
  | { readonly kind: 'command'; readonly command: string; readonly args: readonly string[] }
  | { readonly kind: 'url'; readonly url: URL };

export interface VerifyOptions {
  /** Variables for the server, over those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Start a local AWS, and prove by its requests who signed. Only for a command. */
  readonly localAws?: boolean;
  /** The call to make. Default: every tool that surely only reads, with the simplest arguments its schema allows. */
  readonly call?: CallPlan['call'];
  /** How long each answer may take, in milliseconds. Default: 30,000. */
  readonly timeoutMs?: number;
  /** Called with what happens next, for a progress line. */
  readonly onProgress?: (step: string) => void;
}

/**
 * Speaks to an MCP server as its clients do, over every protocol version: does each tool take the parameter, and does a
 * call follow it?
 *
 * @throws Refusal when the server cannot be started or reached; the message has the last lines of its standard error.
 */
export async function verify(target: VerifyTarget, options: VerifyOptions = {}): Promise<VerifyReport> {
  const cloud = options.localAws ? await startLocalCloud() : undefined;
  try {
    return await verifyIn(cloud, target, options);
  } finally {
    await cloud?.close();
  }
}

async function verifyIn(
  cloud: LocalCloud | undefined,
  target: VerifyTarget,
  options: VerifyOptions,
): Promise<VerifyReport> {
  const env = childEnvironment(process.env, cloud?.env, options.env);
  const redact = redactorOf(env);
  const output = new ServerOutput(redact);
  const endpoint = target.kind === 'url' ? urlEndpoint(target.url) : commandEndpoint({ ...target, env }, output);
  const visits = await visitAll(endpoint, output, { ...plan(options, cloud), redact }, options.onProgress);
  return verifyReport(visits, { noise: output.noise, call: options.call?.tool, isLocalAws: cloud !== undefined });
}

function plan(options: VerifyOptions, cloud: LocalCloud | undefined): Omit<CallPlan, 'redact'> {
  return { timeoutMs: options.timeoutMs ?? 30_000, call: options.call, cloud };
}
