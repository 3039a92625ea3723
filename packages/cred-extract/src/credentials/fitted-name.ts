import { createHash } from 'node:crypto';
import { DEFAULT_SESSION_NAME } from './sts.ts';

export interface NameRules {
  /** One character that AWS does not take. With the flags `gu`. */
  readonly forbidden: RegExp;
  readonly min: number;
  readonly max: number;
  /** Taken already. */
  readonly reserved?: string;
}

/** RoleSessionName and SourceIdentity: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const SESSION_NAME: NameRules = { forbidden: /[^\w+=,.@-]/gu, min: 2, max: 64, reserved: DEFAULT_SESSION_NAME };

/** Values of session tags: https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html */
export const TAG_VALUE: NameRules = { forbidden: /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, min: 1, max: 256 };

/** What ends a name that is not the original: 16 characters of its digest, 96 bits. */
const DIGEST = /=[\w-]{16}$/;

/**
 * `text` as AWS takes it. What had to be changed or cut ends in a digest of the original, and so does a text that looks as
 * if it had been: two different texts never get the same name.
 *
 * @param kind keeps apart texts that mean different things.
 */
export function fittedName(text: string, kind: string, rules: NameRules): string {
  const cut = [...text].slice(0, rules.max).join('');
  const readable = cut.replace(rules.forbidden, '-');
  if (readable === text && [...text].length >= rules.min && text !== rules.reserved && !DIGEST.test(text)) return text;
  const digest = createHash('sha256').update(`${kind}\0${text}`).digest('base64url').slice(0, 16);
  return `${[...readable].slice(0, rules.max - digest.length - 1).join('')}=${digest}`;
}
