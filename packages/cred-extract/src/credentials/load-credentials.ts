import type { AwsCredentials } from '../account.ts';
import type { Environment } from '../environment.ts';
import { createKeyring, type Keyring } from '../secrets/keyring.ts';
import { decryptAccountKeys } from './key-credentials.ts';
import { profileCredentials } from './profile-credentials.ts';
import { assumeAccountRole } from './role-credentials.ts';
import type { SessionPlan } from './session-plans.ts';
import type { Sts } from './sts.ts';

export interface CredentialLoaderOptions {
  readonly env: Environment;
  readonly sts: Sts;
  readonly encryptionKey?: string | undefined;
  readonly maxSessionSeconds?: number | undefined;
}

/** Obtains the credentials of a plan anew. The signal ends it when nobody wants them any more. */
export type CredentialLoader = (plan: SessionPlan, signal: AbortSignal) => Promise<AwsCredentials>;

/** By the kind of the account's record. Throws the errors of `Accounts.session` that are about credentials. */
export function credentialLoader({
  env,
  sts,
  encryptionKey,
  maxSessionSeconds,
}: CredentialLoaderOptions): CredentialLoader {
  let keyring: Keyring | undefined;
  return async ({ record, terms }, signal) => {
    switch (record.auth_type) {
      case 'iam_role':
        return assumeAccountRole(sts, record, terms, signal, maxSessionSeconds);
      case 'aksk':
        keyring ??= createKeyring({ encryptionKey, env });
        return decryptAccountKeys(sts, record, keyring, signal);
      case 'profile':
        return profileCredentials(env, sts, record);
    }
  };
}
