import { Node } from 'ts-morph';
import { findNames } from './find-calls.ts';
import type { ToolProject } from './parse.ts';
import { resolveValue } from './resolve-value.ts';

const PARSING = new Set(['parse', 'parseAsync', 'safeParse', 'safeParseAsync']);
/** Methods that a schema goes through on its way to a parse, and that keep one more optional field. */
const KEEPING = new Set(['strict', 'strip', 'passthrough', 'loose', 'readonly', 'describe']);

/**
 * Whether a handler validates its arguments again with a schema that refuses unknown keys: a field that only the copy at the
 * registration had would make such a tool fail. `schema` is the declared zod object.
 */
export function isValidatedStrictly(schema: Node, project: ToolProject): boolean {
  const uses = usesOf(schema, project).filter(isValidation);
  const isStrict = /\bstrict(?:Object)?\(/.test(schema.getText());
  return uses.some((use) => isStrict || methodsOn(use).includes('strict'));
}

/** `Schema.parse(args)`, `Schema.strict().safeParse(args)`: one more optional field changes nothing there. */
export function isValidation(use: Node): boolean {
  const methods = methodsOn(use);
  const last = methods.at(-1);
  return last !== undefined && PARSING.has(last) && methods.slice(0, -1).every((method) => KEEPING.has(method));
}

/** Where the constant that holds a schema is read, in all files. */
function usesOf(schema: Node, project: ToolProject): Node[] {
  const holder = schema.getParent();
  if (!Node.isVariableDeclaration(holder)) return [];
  return project.files
    .flatMap((file) => findNames(file, holder.getName()))
    .filter((name) => name !== holder.getNameNode() && resolveValue(name) === schema);
}

/** The methods called on an expression one after the other, up to and including the first parse. */
function methodsOn(expression: Node): string[] {
  const access = expression.getParent();
  if (!Node.isPropertyAccessExpression(access) || access.getExpression() !== expression) return [];
  const call = access.getParent();
  if (!Node.isCallExpression(call) || call.getExpression() !== access) return [];
  const method = access.getName();
  return PARSING.has(method) ? [method] : [method, ...methodsOn(call)];
}
