import { policySource } from '../../access/policy/policy-source.ts';
import { createAccounts } from '../../credentials/create-accounts.ts';
import { namesFromEnvironment } from '../../credentials/source-names.ts';
import type { Environment } from '../../environment.ts';
import { createKeyring } from '../../secrets/keyring.ts';
import { describeFailure } from '../failure.ts';
import { type Check, failed, ok } from './check.ts';

/** Whether the variables that are set can be understood, and go together. Reaches for no service. */
export async function checkEnvironment(env: Environment): Promise<Check> {
  try {
    const names = namesFromEnvironment(env);
    createKeyring({ env });
    await policySource({}, env)?.();
    await createAccounts({ env }).close();
    const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || 'us-east-1, because AWS_REGION is not set';
    return ok('environment', `accounts come from: ${names.join(', ')}; region: ${region}; Node.js ${process.version}`);
  } catch (error) {
    return failed(
      'environment',
      `${describeFailure(error).message}${detailOf(error)}`,
      'Correct the setting. See docs/accounts.md and docs/secrets.md.',
      null,
    );
  }
}

/** A policy's error is for callers and says nothing of the policy; its cause is for the administrator. */
function detailOf(error: unknown): string {
  const { cause } = (error ?? {}) as { cause?: unknown };
  return cause instanceof Error ? `\n${cause.message}` : '';
}
