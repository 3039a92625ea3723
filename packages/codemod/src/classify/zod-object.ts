import { type CallExpression, Node, type ObjectLiteralExpression } from 'ts-morph';
import { unwrap } from '../project/resolve-value.ts';
import { isZodNamespace } from './zod-module.ts';

/** `z.object({ … })` and what is chained to it. */
export interface ZodObject {
  /** The literal whose last property the schema's last field is. */
  readonly literal: ObjectLiteralExpression;
  /** Whether `.extend` is possible on the result: zod refuses to extend a schema with refinements. */
  readonly isExtendable: boolean;
}

const CONSTRUCTORS = new Set(['object', 'strictObject', 'looseObject']);
const EXTENSIONS = new Set(['extend', 'safeExtend']);
const REFINEMENTS = new Set(['refine', 'superRefine', 'check']);
/** Methods after which the field is still there, still optional, and the schema still one of an object. */
const HARMLESS = new Set([
  ...['strict', 'strip', 'passthrough', 'loose', 'catchall', 'describe', 'meta', 'register', 'brand', 'readonly'],
  ...['partial', 'omit', 'merge', 'augment', 'refine', 'superRefine', 'check', 'setKey'],
]);

/**
 * The literal to edit in `z.object({ … }).strict()` and its like: that of the last `.extend`, else of the constructor.
 * Undefined for any other schema, and for chains that would drop the field or make it required (`pick`, `required`).
 */
export function zodObject(expression: Node): ZodObject | undefined {
  const call = unwrap(expression);
  if (!Node.isCallExpression(call)) return undefined;
  const callee = call.getExpression();
  if (!Node.isPropertyAccessExpression(callee)) return undefined;
  const method = callee.getName();
  if (isZodNamespace(callee.getExpression())) return CONSTRUCTORS.has(method) ? withLiteral(call, true) : undefined;
  const base = zodObject(callee.getExpression());
  if (EXTENSIONS.has(method)) return extension(call, callee.getExpression(), base);
  if (!base || !HARMLESS.has(method)) return undefined;
  return { ...base, isExtendable: base.isExtendable && !REFINEMENTS.has(method) };
}

/** `Base.extend({ … })`: the own literal will do, whatever the base is, unless the base is no zod object at all. */
function extension(call: CallExpression, owner: Node, base: ZodObject | undefined): ZodObject | undefined {
  const isReference = Node.isIdentifier(owner) || Node.isPropertyAccessExpression(owner);
  if (!base && !isReference) return undefined;
  return withLiteral(call, base?.isExtendable ?? true) ?? base;
}

function withLiteral(call: CallExpression, isExtendable: boolean): ZodObject | undefined {
  const [shape] = call.getArguments();
  const literal = shape && unwrap(shape);
  return Node.isObjectLiteralExpression(literal) ? { literal, isExtendable } : undefined;
}
