import { type CredentialOrigin, profileChain } from '../../accounts/profiles/profile-chain.ts';
import { profileSettings } from '../../accounts/profiles/profile-record.ts';
import { profileNames, readSharedConfig, type SharedConfig } from '../../accounts/profiles/shared-config.ts';
import { profileOwner } from '../../credentials/profile-credentials.ts';
import { createSts, type Sts } from '../../credentials/sts.ts';
import type { Environment } from '../../environment.ts';
import { describeFailure } from '../failure.ts';
import type { Candidate, ImportProblem, Reading } from './candidate.ts';

/** The AWS profiles that a database can hold: those with a role, and those with long-term keys. */
export async function readProfiles(env: Environment): Promise<Reading> {
  const config = await readSharedConfig(env);
  const sts = createSts(env);
  const readings = await Promise.all(profileNames(config).map((name) => readProfile(config, name, env, sts)));
  return {
    candidates: readings.filter((reading) => 'account' in reading),
    problems: readings.filter((reading) => 'message' in reading),
  };
}

async function readProfile(
  config: SharedConfig,
  name: string,
  env: Environment,
  sts: Sts,
): Promise<Candidate | ImportProblem> {
  const place = `profile ${name}`;
  const { accountId, region, roleArn, externalId } = profileSettings(config, name);
  const details = { alias: name, region: region ?? null };
  if (roleArn !== undefined) {
    const way = { auth_type: 'iam_role', role_arn: roleArn, external_id: externalId ?? null } as const;
    return { place, account: { account_id: accountId ?? '', ...details, ...way }, problems: [] };
  }
  const chain = profileChain(config, name);
  if (chain.verdict !== 'complete') return { place, message: 'it has no usable credentials. Correct or remove it.' };
  if (chain.origin !== 'keys') return { place, message: notStorable(chain.origin) };
  try {
    const { aws_access_key_id, aws_secret_access_key } = config.get(name) ?? {};
    const way = {
      auth_type: 'aksk',
      access_key_id: aws_access_key_id ?? null,
      secret_access_key: aws_secret_access_key ?? null,
    } as const;
    const account_id = accountId ?? (await profileOwner(env, sts, name));
    return { place, account: { account_id, ...details, ...way }, problems: [] };
  } catch (error) {
    return { place, message: describeFailure(error).message };
  }
}

function notStorable(origin: CredentialOrigin): string {
  return `its credentials come from ${ORIGINS[origin]}, which a database cannot hold. Servers with ACCOUNT_SOURCES=sql,profiles use the profile itself.`;
}

const ORIGINS: Readonly<Record<CredentialOrigin, string>> = {
  keys: 'keys',
  sso: 'SSO',
  login: 'a login',
  process: 'a credential_process',
  'web-identity': 'a web identity',
  'credential-source': 'the machine they are on',
};
