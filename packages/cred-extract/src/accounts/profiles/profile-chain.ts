import type { ConfigSection, SharedConfig } from './shared-config.ts';

/** Where the first credentials of a chain of profiles come from. */
export type CredentialOrigin = 'keys' | 'web-identity' | 'process' | 'sso' | 'login' | 'credential-source';

/** How a profile comes to credentials: its own, and those of the profiles that it names as its source. */
export type ProfileChain =
  | {
      readonly verdict: 'complete';
      /** From the profile itself to the one that has credentials. */
      readonly profiles: readonly string[];
      readonly origin: CredentialOrigin;
    }
  /** Nobody is there to type the code. */
  | { readonly verdict: 'needs-mfa'; readonly profile: string }
  | { readonly verdict: 'missing'; readonly profile: string }
  | { readonly verdict: 'cycle'; readonly profile: string }
  | { readonly verdict: 'no-credentials'; readonly profile: string };

/**
 * Follows `source_profile` in the order in which the SDK looks at a profile's settings, so that what is said of a profile
 * is what the SDK will do with it.
 */
export function profileChain(config: SharedConfig, name: string): ProfileChain {
  const profiles: string[] = [];
  for (let next = name; ; ) {
    const profile = config.get(next);
    if (!profile) return { verdict: 'missing', profile: next };
    profiles.push(next);
    const origin = originOf(profile, profiles.length > 1);
    if (origin !== 'source-profile') return ending(profile, profiles, origin);
    if (asksForMfa(profile)) return { verdict: 'needs-mfa', profile: next };
    const source = profile.source_profile as string;
    // A profile may name itself, for keys that stand beside its role.
    if (profiles.slice(1).includes(source)) return { verdict: 'cycle', profile: source };
    next = source;
  }
}

function ending(
  profile: ConfigSection,
  profiles: readonly string[],
  origin: CredentialOrigin | undefined,
): ProfileChain {
  const last = profiles.at(-1) as string;
  if (origin === undefined) return { verdict: 'no-credentials', profile: last };
  if (origin === 'credential-source' && asksForMfa(profile)) return { verdict: 'needs-mfa', profile: last };
  return { verdict: 'complete', profiles, origin };
}

function originOf(profile: ConfigSection, isSource: boolean): CredentialOrigin | 'source-profile' | undefined {
  const hasKeys = profile.aws_access_key_id && profile.aws_secret_access_key;
  if (isSource && hasKeys) return 'keys';
  if (takesFromSource(profile, isSource)) return profile.source_profile ? 'source-profile' : 'credential-source';
  if (hasKeys) return 'keys';
  if (profile.web_identity_token_file && profile.role_arn) return 'web-identity';
  if (profile.credential_process) return 'process';
  if (profile.sso_session || profile.sso_account_id || profile.sso_start_url) return 'sso';
  return profile.login_session ? 'login' : undefined;
}

function takesFromSource({ role_arn, source_profile, credential_source }: ConfigSection, isSource: boolean): boolean {
  // A source without a role of its own passes on what it takes.
  if (!role_arn) return isSource && Boolean(credential_source);
  return Boolean(source_profile) !== Boolean(credential_source);
}

function asksForMfa(profile: ConfigSection): boolean {
  return Boolean(profile.role_arn && profile.mfa_serial);
}
