import { targetAccountId } from './parameter.ts';
import { isObject } from './tool-call.ts';

/** Wraps a low-level `tools/list` request handler: every tool it lists takes `target_account_id`. */
export function withTargetAccountId<Args extends unknown[], Result>(
  handler: (...args: Args) => Result,
): (...args: Args) => Result {
  return async function (this: unknown, ...args: Args) {
    return addTargetAccountId(await handler.apply(this, args));
  } as unknown as (...args: Args) => Result;
}

/** A `tools/list` result with the parameter in every input schema; anything else, and a tool that has it, as it is. */
export function addTargetAccountId<Result>(result: Result): Result {
  if (!isObject(result) || !Array.isArray(result.tools)) return result;
  return { ...result, tools: result.tools.map(addToTool) };
}

function addToTool(tool: unknown): unknown {
  return isObject(tool) ? { ...tool, inputSchema: withTargetProperty(tool.inputSchema) } : tool;
}

/** The JSON Schema of a tool's arguments with the parameter; as it is where it has that already. */
export function withTargetProperty(inputSchema: unknown): unknown {
  const schema = isObject(inputSchema) ? inputSchema : { type: 'object' };
  const properties = isObject(schema.properties) ? schema.properties : {};
  if (targetAccountId.name in properties) return schema;
  return { ...schema, properties: { ...properties, [targetAccountId.name]: targetAccountId.jsonSchema } };
}
