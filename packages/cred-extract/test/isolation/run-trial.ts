import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Organization, SERVER } from '../support/organization.ts';

const TRIAL = fileURLToPath(new URL('./trial.ts', import.meta.url));

export interface TrialResult {
  readonly calls: number;
  /** Answered from another account than the one asked for. */
  readonly wrong: number;
  /** Not answered at all. */
  readonly failed: number;
  /** Wrong answers by kind of client. */
  readonly kinds: Readonly<Record<string, number>>;
}

/** Runs `calls` concurrent calls over the organization's accounts, in a server process built after `design`. */
export async function runTrial(
  design: 'context' | 'environment' | 'provider',
  calls: number,
  organization: Organization,
): Promise<TrialResult> {
  const env = {
    ...organization.env,
    TRIAL_SERVER: SERVER,
    TRIAL_ACCOUNTS: organization.accounts.map((account) => account.accountId).join(),
  };
  // tsx, because the oldest supported Node does not run TypeScript.
  const args = ['--import', 'tsx', TRIAL, design, String(calls)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return JSON.parse(stdout);
}
