import { Node, type ObjectLiteralExpression, type PropertyAccessExpression } from 'ts-morph';
import { shortText } from '../discover/registration.ts';
import { isReadOnlyBy } from '../project/exclusive-use.ts';
import type { ToolProject } from '../project/parse.ts';
import { propertyValue, resolveValue, stringValue, unwrap } from '../project/resolve-value.ts';
import { zodObject } from './zod-object.ts';

export const PARAMETER = 'target_account_id';

/** Where the parameter goes. `place` is a node whose zod the field is written with. */
export type SchemaTarget =
  | { readonly kind: 'already-done' }
  /** Into this literal, wherever it stands. */
  | { readonly kind: 'literal'; readonly verdict: EditableVerdict; readonly literal: ObjectLiteralExpression }
  /** Around this expression: `{ ...expression, field }`. */
  | { readonly kind: 'spread'; readonly verdict: EditableVerdict; readonly expression: Node }
  /** Behind this expression: `expression.extend({ field })`. */
  | { readonly kind: 'extend'; readonly verdict: EditableVerdict; readonly expression: Node }
  | { readonly kind: 'opaque'; readonly reason: string };

type EditableVerdict = 'raw-shape' | 'raw-shape-reference' | 'zod-object' | 'zod-object-reference';

export interface SchemaContext {
  readonly project: ToolProject;
  /** Every expression of the project that is the input schema of a registration. */
  readonly schemas: ReadonlySet<Node>;
  /** The registration itself: a literal inside it is read by nothing else. */
  readonly call: Node;
  /** `tool()` takes raw shapes only: the SDK reads a zod object there as annotations, or throws. */
  readonly accepts: 'raw-shape' | 'any-schema';
}

/** What an input schema is, and where one more field can be added to it without changing anything else. */
export function classifySchema(expression: Node, context: SchemaContext): SchemaTarget {
  const value = resolveValue(expression);
  if (Node.isPropertyAccessExpression(value) && value.getName() === 'shape') return shapeOf(value, expression, context);
  if (Node.isObjectLiteralExpression(value)) return rawShape(value, expression, context);
  const schema = zodObject(value);
  if (!schema) return opaque(`${shortText(expression)} is neither a literal shape nor a z.object(…) that can be found`);
  if (context.accepts === 'raw-shape') return opaque('tool() takes a raw shape, and this schema is a zod object');
  if (hasParameter(schema.literal)) return { kind: 'already-done' };
  const target = declaredIn(value, schema.literal, 'zod-object', context);
  if (target) return target;
  if (schema.isExtendable && !isLiteral(expression))
    return { kind: 'extend', verdict: 'zod-object-reference', expression };
  return opaque(`${shortText(expression)} is also used for something else and cannot be extended`);
}

/** `X.shape`: X has other uses, or it would be given as it is. */
function shapeOf(value: PropertyAccessExpression, expression: Node, context: SchemaContext): SchemaTarget {
  const owner = unwrap(value.getExpression());
  const schema = zodObject(resolveValue(owner));
  if (!schema) return opaque(`the schema behind ${shortText(expression)} is not a z.object(…) that can be found`);
  if (hasParameter(schema.literal)) return { kind: 'already-done' };
  const isInline = zodObject(owner) !== undefined;
  const target = isInline ? declaredIn(value, schema.literal, 'zod-object', context) : undefined;
  return target ?? { kind: 'spread', verdict: 'zod-object-reference', expression };
}

function rawShape(value: ObjectLiteralExpression, expression: Node, context: SchemaContext): SchemaTarget {
  if (isJsonSchema(value)) return opaque('the schema is JSON Schema, not zod');
  if (hasParameter(value)) return { kind: 'already-done' };
  const target = declaredIn(value, value, 'raw-shape', context);
  if (target) return target;
  if (isLiteral(expression)) return opaque('the configuration it stands in is also used for something else');
  return { kind: 'spread', verdict: 'raw-shape-reference', expression };
}

/** The literal itself may change when it stands in the registration, or when only registrations read it. */
function declaredIn(
  value: Node,
  literal: ObjectLiteralExpression,
  verdict: 'raw-shape' | 'zod-object',
  { call, project, schemas }: SchemaContext,
): SchemaTarget | undefined {
  if (value.getFirstAncestor((ancestor) => ancestor === call)) return { kind: 'literal', verdict, literal };
  return isReadOnlyBy(value, schemas, project)
    ? { kind: 'literal', verdict: `${verdict}-reference`, literal }
    : undefined;
}

/** Text around a literal would change the literal's other readers just as well. */
function isLiteral(expression: Node): boolean {
  return resolveValue(expression) === unwrap(expression);
}

/** The parameter may also have come in with a spread of a shape that has it. */
function hasParameter(literal: ObjectLiteralExpression): boolean {
  if (propertyValue(literal, PARAMETER)) return true;
  return literal.getProperties().some((property) => {
    if (!Node.isSpreadAssignment(property)) return false;
    const source = resolveValue(property.getExpression());
    return Node.isObjectLiteralExpression(source) && hasParameter(source);
  });
}

function isJsonSchema(literal: ObjectLiteralExpression): boolean {
  const type = propertyValue(literal, 'type');
  return type !== undefined && stringValue(type) !== undefined;
}

function opaque(reason: string): SchemaTarget {
  return { kind: 'opaque', reason };
}
