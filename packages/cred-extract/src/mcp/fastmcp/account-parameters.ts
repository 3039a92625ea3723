import { targetAccountId } from '../parameter.ts';
import { isObject, targetOf, withoutTarget } from '../tool-call.ts';
import { withTargetProperty } from '../with-target-account-id.ts';
import { jsonSchemaOf } from './json-schema-of.ts';

/** https://standardschema.dev, as zod, ArkType, valibot and fastmcp's `jsonSchemaAdapter` implement it. */
export interface StandardSchema {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    validate(value: unknown): Outcome | Promise<Outcome>;
    /** Newer libraries: the JSON Schema of what the schema takes. */
    readonly jsonSchema?: { input(options: { target: string }): unknown };
  };
}

interface Outcome {
  readonly value?: unknown;
  readonly issues?: readonly { readonly message: string }[] | undefined;
}

/**
 * The schema with the parameter, which the schema itself does not get to see: it may be strict. Every converter that fastmcp
 * has used leaves schemas of the vendor `arktype` to convert themselves, so that is what this one says it is.
 */
export function withAccountParameter(parameters: StandardSchema | undefined): StandardSchema {
  const schema: StandardSchema & { toJsonSchema(): Promise<unknown> } = {
    '~standard': { version: 1, vendor: 'arktype', validate: (value) => validate(parameters, value) },
    toJsonSchema: async () => withTargetProperty(parameters && (await jsonSchemaOf(parameters))),
  };
  return schema;
}

/** A call without a target gets what the schema makes of it, and nothing else. */
async function validate(parameters: StandardSchema | undefined, value: unknown): Promise<Outcome> {
  const target = targetOf(value);
  const given = withoutTarget(value);
  const outcome = parameters ? await parameters['~standard'].validate(given) : { value: undefined };
  return target === undefined || outcome.issues ? outcome : withTarget(outcome.value ?? {}, target);
}

/** What a schema turns into something else than a plain object cannot carry the target to the handler. */
function withTarget(value: unknown, target: unknown): Outcome {
  if (isPlainObject(value)) return { value: { ...value, [targetAccountId.name]: target } };
  return {
    issues: [{ message: `${targetAccountId.name} cannot be used with a tool whose arguments become no object` }],
  };
}

function isPlainObject(value: unknown): value is object {
  if (!isObject(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
