import { type CallExpression, Node } from 'ts-morph';
import { resolveValue, unwrap } from '../project/resolve-value.ts';
import { isZodNamespace } from './zod-module.ts';

/** `z.object({ … })`, and what is chained to it. */
export interface ZodObject {
  /** The last shape of the chain, where a field can go; absent when it is declared elsewhere or fields are chosen later. */
  readonly shape: Node | undefined;
  readonly hasRefinements: boolean;
}

const CONSTRUCTORS = new Set(['object', 'strictObject', 'looseObject']);
const EXTENSIONS = new Set(['extend', 'safeExtend']);
const REFINEMENTS = new Set(['refine', 'superRefine', 'check']);
/** Methods after which a field is still there and still optional. */
const KEEPING = new Set([
  ...['strict', 'strip', 'passthrough', 'loose', 'catchall', 'describe', 'meta', 'register', 'brand', 'readonly'],
  ...['omit', 'merge', 'augment', ...REFINEMENTS],
]);
/** Methods after which it is still an object's schema, but a field may be gone, required, or of another type. */
const CHOOSING = new Set(['pick', 'partial', 'required']);

/** Follows a chain down to its constructor, through constants. Undefined for any schema that is not an object's. */
export function zodObject(expression: Node): ZodObject | undefined {
  const value = resolveValue(expression);
  const schema = Node.isCallExpression(value) ? chainedObject(value) : undefined;
  return schema && value !== unwrap(expression) ? { ...schema, shape: undefined } : schema;
}

function chainedObject(call: CallExpression): ZodObject | undefined {
  const callee = call.getExpression();
  if (!Node.isPropertyAccessExpression(callee)) return undefined;
  const [method, owner] = [callee.getName(), callee.getExpression()];
  if (isZodNamespace(owner)) return CONSTRUCTORS.has(method) ? withShape(call, false) : undefined;
  const base = zodObject(owner);
  if (EXTENSIONS.has(method))
    return base || isReference(owner) ? withShape(call, base?.hasRefinements ?? false) : undefined;
  if (!base || !(KEEPING.has(method) || CHOOSING.has(method))) return undefined;
  return {
    shape: CHOOSING.has(method) ? undefined : base.shape,
    hasRefinements: base.hasRefinements || REFINEMENTS.has(method),
  };
}

/** The base of an `.extend({ … })` may come from another package: only a zod object can be extended. */
function isReference(owner: Node): boolean {
  const value = unwrap(owner);
  return (
    Node.isIdentifier(value) ||
    Node.isPropertyAccessExpression(value) ||
    Node.isElementAccessExpression(value) ||
    Node.isBinaryExpression(value)
  );
}

function withShape(call: CallExpression, hasRefinements: boolean): ZodObject {
  return { shape: call.getArguments()[0], hasRefinements };
}
