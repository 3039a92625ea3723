import type { Environment } from '../environment.ts';
import { ConfigurationError } from '../errors.ts';
import { quote } from '../printable.ts';
import { onlyKeys, optionalBoolean } from '../settings.ts';

/** A claim of the verified caller that a session tag can carry. */
export type AttributedClaim = 'subject' | 'clientId' | 'groups';

/** Tells the accounts' CloudTrail who a session was opened for. Nothing is sent unless it is asked for. */
export interface AttributionConfig {
  /** RoleSessionName is the caller's subject. Default `false`: one name for all. */
  readonly sessionName?: boolean;
  /** SourceIdentity is the caller's subject. Trust policies must allow `sts:SetSourceIdentity`. Default `false`. */
  readonly sourceIdentity?: boolean;
  /**
   * Session tags: tag key to the claim that is its value. Trust policies must allow `sts:TagSession`. Groups stand between
   * colons, `:admins:auditors:`, so that a condition can ask for `*:admins:*`. Default: none.
   */
  readonly tags?: Readonly<Record<string, AttributedClaim>>;
}

/**
 * The attribution that `config` or else the environment asks for.
 *
 * @throws ConfigurationError for an unknown key, and for a tag that AWS does not take.
 */
export function checkAttribution(config: AttributionConfig | undefined, env: Environment): AttributionConfig {
  if (!config) return attributionFromEnvironment(env);
  const setting = 'session.attribution';
  onlyKeys(config, setting, ['sessionName', 'sourceIdentity', 'tags']);
  optionalBoolean(config.sessionName, `${setting}.sessionName`);
  optionalBoolean(config.sourceIdentity, `${setting}.sourceIdentity`);
  checkTags(config.tags ?? {}, `${setting}.tags`);
  return config;
}

const CLAIMS: readonly AttributedClaim[] = ['subject', 'clientId', 'groups'];
const TAG_KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const MAX_TAGS = 50;

/** Limits of AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_know */
function checkTags(tags: Readonly<Record<string, string>>, setting: string): void {
  const keys = Object.keys(tags);
  if (keys.length > MAX_TAGS) throw new ConfigurationError(`${setting} has more than ${MAX_TAGS} tags.`);
  const wrongKey = keys.find((key) => !TAG_KEY.test(key) || /^aws:/i.test(key));
  if (wrongKey !== undefined) {
    throw new ConfigurationError(`${setting}: AWS does not take the tag key ${quote(wrongKey)}.`);
  }
  if (new Set(keys.map((key) => key.toLowerCase())).size < keys.length) {
    throw new ConfigurationError(`${setting}: tag keys that differ only in case are one key to AWS.`);
  }
  if (Object.values(tags).some((claim) => !(CLAIMS as readonly string[]).includes(claim))) {
    throw new ConfigurationError(`${setting}: a tag carries one of ${CLAIMS.join(', ')}.`);
  }
}

const ENVIRONMENT_TAGS = { McpSubject: 'subject', McpClient: 'clientId' } as const;

function attributionFromEnvironment(env: Environment): AttributionConfig {
  const words = (env.ACCOUNT_ATTRIBUTION ?? '').split(/[\s,]+/).filter((word) => word !== '');
  const known = ['session-name', 'source-identity', 'tags'];
  if (words.some((word) => !known.includes(word))) {
    throw new ConfigurationError(`ACCOUNT_ATTRIBUTION lists any of ${known.join(', ')}, with commas between them.`);
  }
  return {
    sessionName: words.includes('session-name'),
    sourceIdentity: words.includes('source-identity'),
    ...(words.includes('tags') && { tags: ENVIRONMENT_TAGS }),
  };
}
