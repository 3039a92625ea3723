import { createHash } from 'node:crypto';
import type { AccountRecord } from '../../account.ts';
import { type ProfileChain, profileChain } from './profile-chain.ts';
import type { ConfigSection, SharedConfig } from './shared-config.ts';

/** What the files say of a profile. */
export interface ProfileSettings {
  readonly name: string;
  /** Undefined where only STS can tell whose credentials they are. */
  readonly accountId: string | undefined;
  readonly region: string | undefined;
  readonly roleArn: string | undefined;
  readonly externalId: string | undefined;
  /** Differs between any two states of the files that may lead to different credentials. */
  readonly revision: string;
}

export function profileSettings(config: SharedConfig, name: string): ProfileSettings {
  const profile = config.get(name) ?? {};
  const chain = profileChain(config, name);
  const assumesRole = chain.verdict !== 'complete' || chain.profiles.length > 1 || chain.origin === 'credential-source';
  return {
    name,
    accountId: accountIdOf(profile, chain),
    region: profile.region,
    roleArn: assumesRole || isOrigin(chain, 'web-identity') ? profile.role_arn : undefined,
    externalId: assumesRole ? profile.external_id : undefined,
    revision: revisionOf(config, chain, name),
  };
}

export function profileRecord(settings: ProfileSettings, accountId: string): AccountRecord {
  return {
    account_id: accountId,
    alias: settings.name,
    auth_type: 'profile',
    profile: settings.name,
    role_arn: settings.roleArn ?? null,
    external_id: settings.externalId ?? null,
    region: settings.region ?? null,
    revision: settings.revision,
  };
}

/** Only what the credentials will come from counts: keys beside an SSO login win, and may be another account's. */
function accountIdOf(profile: ConfigSection, chain: ProfileChain): string | undefined {
  if (chain.verdict === 'complete' && chain.profiles.length === 1) {
    if (chain.origin === 'keys' || chain.origin === 'process') return twelveDigits(profile.aws_account_id);
    if (chain.origin === 'sso') return twelveDigits(profile.sso_account_id);
  }
  return twelveDigits(profile.role_arn?.split(':')[4]);
}

function twelveDigits(text: string | undefined): string | undefined {
  return text !== undefined && /^[0-9]{12}$/.test(text) ? text : undefined;
}

function isOrigin(chain: ProfileChain, origin: string): boolean {
  return chain.verdict === 'complete' && chain.origin === origin;
}

/** A digest, because the settings of a profile may be its keys. */
function revisionOf(config: SharedConfig, chain: ProfileChain, name: string): string {
  const names = chain.verdict === 'complete' ? chain.profiles : [name];
  const sections = names.map((step) => {
    const profile = config.get(step) ?? {};
    return [step, sorted(profile), sorted(config.get(`sso-session.${profile.sso_session}`) ?? {})];
  });
  return createHash('sha256').update(JSON.stringify(sections)).digest('base64url');
}

function sorted(section: ConfigSection): ReadonlyArray<readonly [string, string | undefined]> {
  return Object.entries(section).sort(([one], [other]) => (one < other ? -1 : 1));
}
