import type { NewAccount } from '../../accounts/new-account.ts';
import { Refusal } from '../refusal.ts';

/** What `add` is given beside the account ID. */
export interface AddOptions {
  readonly roleArn?: string;
  readonly accessKeyId?: string;
  readonly secretFile?: string;
  readonly externalId?: string;
  readonly alias?: string;
  readonly region?: string;
  readonly sessionDuration?: string;
  readonly environment?: string;
  readonly tag?: readonly string[];
  readonly disabled?: true;
  readonly replace?: true;
}

/** The account as the options describe it, without its secret and not checked yet. @throws Refusal */
export function accountOf(accountId: string, options: AddOptions): NewAccount {
  const { roleArn, accessKeyId } = options;
  if ((roleArn === undefined) === (accessKeyId === undefined)) {
    throw new Refusal('Give either --role-arn or --access-key-id.');
  }
  if (roleArn !== undefined && options.secretFile !== undefined) {
    throw new Refusal('--secret-file belongs to --access-key-id. A role has no secret.');
  }
  return {
    account_id: accountId,
    auth_type: roleArn === undefined ? 'aksk' : 'iam_role',
    role_arn: roleArn ?? null,
    access_key_id: accessKeyId ?? null,
    external_id: options.externalId ?? null,
    alias: options.alias ?? null,
    region: options.region ?? null,
    session_duration: options.sessionDuration === undefined ? null : secondsOf(options.sessionDuration),
    environment: options.environment ?? null,
    tags: options.tag ? tagsOf(options.tag) : null,
    enabled: options.disabled !== true,
  };
}

/** NaN is refused with the rest. */
function secondsOf(text: string): number {
  return /^[0-9]+$/.test(text) ? Number(text) : Number.NaN;
}

function tagsOf(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(texts.map(tagOf));
}

function tagOf(text: string): readonly [key: string, value: string] {
  const mark = text.indexOf('=');
  if (mark < 1) throw new Refusal('--tag must be key=value.');
  return [text.slice(0, mark), text.slice(mark + 1)];
}
