import { AwsError } from '../aws-error.ts';
import type { QueryInput } from '../protocols/query-xml.ts';
import type { LocalSessionTerms } from '../types.ts';

/** Limits of https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html and API_Tag.html. */
const MAX_POLICY_CHARACTERS = 2_048;
const MAX_POLICY_ARNS = 10;
const MAX_TAGS = 50;
const SOURCE_IDENTITY = /^[\w+=,.@-]{2,64}$/;
const TAG_KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

/** AWS packs policies and tags into a size that it keeps to itself; this is a guess at what does not fit. */
const PACKED_CHARACTERS = 6_000;

export function readTerms(input: QueryInput): LocalSessionTerms {
  const tags = members(input, 'Tags', 'Key').map((key, index) => [key, input[`Tags.member.${index + 1}.Value`] ?? '']);
  const policyArns = members(input, 'PolicyArns', 'arn');
  return {
    sessionName: input.RoleSessionName ?? '',
    ...(input.DurationSeconds !== undefined && { durationSeconds: Number(input.DurationSeconds) }),
    ...(input.ExternalId !== undefined && { externalId: input.ExternalId }),
    ...(input.SourceIdentity !== undefined && { sourceIdentity: input.SourceIdentity }),
    ...(tags.length > 0 && { tags: Object.fromEntries(tags) }),
    ...(input.Policy !== undefined && { policy: input.Policy }),
    ...(policyArns.length > 0 && { policyArns }),
  };
}

/** `PolicyArns.member.1.arn`, `PolicyArns.member.2.arn`, … */
function members(input: QueryInput, list: string, field: string): string[] {
  const values: string[] = [];
  for (;;) {
    const value = input[`${list}.member.${values.length + 1}.${field}`];
    if (value === undefined) return values;
    values.push(value);
  }
}

interface CheckedTerms {
  /** What the role's trust policy must allow besides AssumeRole. */
  readonly neededActions: ReadonlyArray<'sts:SetSourceIdentity' | 'sts:TagSession'>;
  /** Percent. */
  readonly packedPolicySize: number;
}

/** @throws AwsError for terms that STS would not take. */
export function checkedTerms({ sourceIdentity, tags = {}, policy, policyArns = [] }: LocalSessionTerms): CheckedTerms {
  if (sourceIdentity !== undefined && !SOURCE_IDENTITY.test(sourceIdentity)) throw invalid('sourceIdentity');
  checkTags(tags);
  if (policy !== undefined) checkPolicy(policy);
  if (policyArns.length > MAX_POLICY_ARNS) throw invalid('policyArns');
  return {
    neededActions: [
      ...(Object.keys(tags).length > 0 ? (['sts:TagSession'] as const) : []),
      ...(sourceIdentity !== undefined ? (['sts:SetSourceIdentity'] as const) : []),
    ],
    packedPolicySize: packedSize([policy ?? '', ...policyArns, ...Object.entries(tags).flat()].join('').length),
  };
}

function checkTags(tags: Readonly<Record<string, string>>): void {
  const keys = Object.keys(tags);
  const isRepeated = new Set(keys.map((key) => key.toLowerCase())).size < keys.length;
  const isInvalid = Object.entries(tags).some(([key, value]) => !TAG_KEY.test(key) || !TAG_VALUE.test(value));
  if (keys.length > MAX_TAGS || isRepeated || isInvalid || keys.some((key) => /^aws:/i.test(key)))
    throw invalid('tags');
}

function checkPolicy(policy: string): void {
  if (policy.length > MAX_POLICY_CHARACTERS) throw invalid('policy');
  try {
    const { Statement } = JSON.parse(policy);
    if (typeof Statement === 'object') return;
  } catch {
    // The same answer as to JSON of another form.
  }
  throw new AwsError('MalformedPolicyDocument', 'The policy is not in the valid JSON format.');
}

function packedSize(characters: number): number {
  const percent = Math.ceil((characters * 100) / PACKED_CHARACTERS);
  if (percent <= 100) return percent;
  throw new AwsError('PackedPolicyTooLarge', `Packed size of session tags consumes ${percent}% of allotted space.`);
}

function invalid(field: string): AwsError {
  return new AwsError(
    'ValidationError',
    `1 validation error detected: Value at '${field}' failed to satisfy constraint`,
  );
}
