const NAME = 'target_account_id';

const DESCRIPTION =
  'AWS account to run this tool in: a 12-digit account ID or the alias of a registered account. ' +
  "Leave it out to use the server's own account.";

/** The JSON Schema of the parameter, as it stands in a tool's `inputSchema.properties`. */
export interface TargetAccountIdSchema {
  readonly type: 'string';
  readonly description: string;
}

/** The part of zod, version 3 or 4, that one optional, described string needs. */
interface ZodLike<Field> {
  string(): { optional(): { describe(description: string): Field } };
}

/**
 * The one parameter that selects an account.
 *
 * With zod, of whichever version the server uses: `target_account_id: targetAccountId.zod(z)`, or written out with
 * `targetAccountId.description`. With JSON Schema: `target_account_id: targetAccountId.jsonSchema`.
 */
export const targetAccountId = Object.freeze({
  /** `target_account_id` */
  name: NAME,
  /** What a model reads. */
  description: DESCRIPTION,
  jsonSchema: Object.freeze({ type: 'string', description: DESCRIPTION }) as TargetAccountIdSchema,
  zod: <Field>(z: ZodLike<Field>): Field => z.string().optional().describe(DESCRIPTION),
});
