import type { CredentialOrigin, ProfileChain } from '../accounts/profiles/profile-chain.ts';
import { ProfileCredentialsError } from '../errors.ts';
import { quote } from '../printable.ts';
import { classifyStsFailure, isTransient, type StsFailure } from './sts-failure.ts';

type Incomplete = Exclude<ProfileChain, { verdict: 'complete' }>;
type Complete = Extract<ProfileChain, { verdict: 'complete' }>;

/** What has to change in the files before the profile can give credentials. */
export function incompleteProfileError(name: string, chain: Incomplete): ProfileCredentialsError {
  return new ProfileCredentialsError(name, reasonOfIncomplete(chain));
}

function reasonOfIncomplete({ verdict, profile }: Incomplete): string {
  const quoted = quote(profile);
  switch (verdict) {
    case 'missing':
      return `there is no profile ${quoted}. Check the names and source_profile in ~/.aws/config.`;
    case 'cycle':
      return `its source_profile leads back to ${quoted}. Correct it in ~/.aws/config.`;
    case 'needs-mfa':
      return `${quoted} asks for an MFA code (mfa_serial), which a server cannot type. Use a profile with SSO, or one whose temporary credentials a tool renews.`;
    case 'no-credentials':
      return `${quoted} says nowhere where its credentials come from. A role needs exactly one of source_profile and credential_source.`;
  }
}

/**
 * Why a profile whose settings are complete gave no credentials, by what gives them. The SDK's own message stays in the
 * cause, but for that of a program: it repeats what the program printed, which may be credentials.
 */
export function profileFailure(name: string, chain: Complete, cause: unknown): ProfileCredentialsError {
  const error = cause as { name?: string; message?: string; syscall?: string; $metadata?: unknown };
  if (error?.syscall === 'open') return new ProfileCredentialsError(name, originReason(chain, 'own-credentials'));
  const isOwn = error?.$metadata === undefined && /ProviderError$/.test(error?.name ?? '');
  if (!isOwn) return stsError(name, chain, cause);
  if (chain.origin === 'process') return new ProfileCredentialsError(name, originReason(chain, 'own-credentials'));
  const failure = classifyMessage(error.message ?? '');
  const reason = isTransient(failure) ? TRANSIENT : originReason(chain, failure);
  return new ProfileCredentialsError(name, reason, { cause, retryable: isTransient(failure) });
}

const TRANSIENT = 'AWS cannot be reached or is throttling. Try again later.';

/** Of the failures of STS, those that a profile can have and a person can act on. */
const STS_REASONS: Readonly<Record<string, string>> = {
  'access-denied': 'access to its role was denied. Check role_arn, external_id and who may assume the role.',
  busy: TRANSIENT,
  unreachable: TRANSIENT,
  'own-credentials': 'the credentials it starts from have expired or were rejected.',
  'clock-skewed': "this machine's clock differs from that of AWS by minutes. Set it right.",
};

const STS_REFUSAL = 'AWS STS refused the request. Check role_arn, external_id, duration_seconds and region.';

function stsError(name: string, chain: Complete, cause: unknown): ProfileCredentialsError {
  const failure = classifyStsFailure(cause);
  const advice =
    failure === 'own-credentials' && chain.origin === 'keys' ? ' Renew the keys in ~/.aws/credentials.' : '';
  const reason = (STS_REASONS[failure] ?? STS_REFUSAL) + advice;
  return new ProfileCredentialsError(name, reason, { cause, retryable: isTransient(failure) });
}

function originReason(chain: Complete, failure: StsFailure): string {
  if (chain.origin === 'sso' && failure === 'access-denied') {
    return 'your SSO user has no access to this account with this role. Check sso_account_id and sso_role_name.';
  }
  return ORIGIN_REASONS[chain.origin](lastOf(chain));
}

const ORIGIN_REASONS: Readonly<Record<CredentialOrigin, (profile: string) => string>> = {
  sso: (profile) => `its SSO login is missing or has expired. Run: aws sso login --profile ${shellWord(profile)}`,
  login: (profile) => `its login is missing or has expired. Run: aws login --profile ${shellWord(profile)}`,
  process: (profile) =>
    `its credential_process failed. Run this to see why: aws sts get-caller-identity --profile ${shellWord(profile)}`,
  keys: (profile) => `the keys of ${quote(profile)} in ~/.aws/credentials are not complete.`,
  'web-identity': () => 'its web_identity_token_file cannot be read.',
  'credential-source': () => 'its credential_source has no credentials here.',
};

function lastOf({ profiles }: Complete): string {
  return profiles.at(-1) as string;
}

/** The SDK puts what happened into the text of one kind of error: a sentence of its own, or an answer of AWS by its name. */
function classifyMessage(message: string): StsFailure {
  if (/TooManyRequests|Throttl/i.test(message)) return 'busy';
  if (UNREACHABLE.test(message)) return 'unreachable';
  if (/Forbidden|ResourceNotFound|No access/i.test(message)) return 'access-denied';
  const name = /^(\w+(?:Exception|Error)): /.exec(message)?.[1];
  return name === undefined || /Unauthorized|InvalidRequest/.test(name) ? 'own-credentials' : 'unreachable';
}

const UNREACHABLE = /ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|TimeoutError|socket hang up/;

/** What a person may paste into a shell. */
function shellWord(text: string): string {
  return /^[\w@+.%:/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
