import { ConfigurationError } from '../errors.ts';

/** Of AssumeRole: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const MAX_POLICY_CHARACTERS = 2_048;
const POLICY_CHARACTERS = /^[\t\n\r\x20-\xff]+$/;
const MAX_POLICY_ARNS = 10;
const POLICY_ARN = /^arn:aws[\w-]*:iam::(?:aws|\d{12}):policy\/[\x21-\x7e]{1,512}$/;

/**
 * An inline session policy as the JSON text that AssumeRole takes, without white space, which counts.
 *
 * @param setting its name in messages.
 * @throws ConfigurationError for what is no policy, and for one of more than 2,048 characters.
 */
export function sessionPolicyText(policy: string | object, setting: string): string {
  const text = JSON.stringify(parsed(policy, setting));
  if (text.length > MAX_POLICY_CHARACTERS) {
    throw new ConfigurationError(
      `${setting} has ${text.length} characters. AWS takes ${MAX_POLICY_CHARACTERS}: shorten it, or use policyArns.`,
    );
  }
  if (!POLICY_CHARACTERS.test(text)) throw new ConfigurationError(`${setting} has characters that AWS does not take.`);
  return text;
}

function parsed(policy: string | object, setting: string): object {
  try {
    const value: unknown = typeof policy === 'string' ? JSON.parse(policy) : policy;
    if (typeof value === 'object' && value !== null && 'Statement' in value) return value;
  } catch {
    // Said below; the parser's message would repeat the text.
  }
  throw new ConfigurationError(
    `${setting} is no IAM policy. Write an object with Version and Statement, or its JSON text.`,
  );
}

/**
 * Managed policies that narrow a session, checked.
 *
 * @throws ConfigurationError for none, more than ten, repeated ones, and what is no ARN of a policy.
 */
export function sessionPolicyArns(arns: readonly string[], setting: string): readonly string[] {
  if (!Array.isArray(arns) || arns.length === 0 || arns.length > MAX_POLICY_ARNS) {
    throw new ConfigurationError(`${setting} must be a list of 1 to ${MAX_POLICY_ARNS} ARNs of IAM policies.`);
  }
  const wrong = arns.findIndex((arn) => typeof arn !== 'string' || !POLICY_ARN.test(arn));
  if (wrong >= 0) {
    throw new ConfigurationError(
      `${setting}[${wrong}] is no ARN of an IAM policy, such as arn:aws:iam::aws:policy/ViewOnlyAccess.`,
    );
  }
  if (new Set(arns).size < arns.length) throw new ConfigurationError(`${setting} names a policy twice.`);
  return [...arns];
}
