import { createAccounts } from '../../credentials/accounts.ts';
import { namesFromEnvironment } from '../../credentials/source-names.ts';
import type { Environment } from '../../environment.ts';
import { createKeyring } from '../../secrets/keyring.ts';
import { describeFailure } from '../failure.ts';
import { type Check, failed, ok } from './check.ts';

/** Whether the variables that are set can be understood, and go together. Reaches for nothing. */
export async function checkEnvironment(env: Environment): Promise<Check> {
  try {
    const names = namesFromEnvironment(env);
    createKeyring({ env });
    await createAccounts({ env }).close();
    const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || 'us-east-1, because AWS_REGION is not set';
    return ok('environment', `accounts come from: ${names.join(', ')}; region: ${region}; Node.js ${process.version}`);
  } catch (error) {
    return failed(
      'environment',
      describeFailure(error).message,
      'Correct the setting. See docs/accounts.md and docs/secrets.md.',
      null,
    );
  }
}
