import { Node, type ObjectLiteralExpression } from 'ts-morph';
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
  /** `tool()` takes raw shapes only: the SDK reads a zod object there as annotations, or throws. */
  readonly accepts: 'raw-shape' | 'any-schema';
}

/** What an input schema is, and where one more field can be added to it without changing anything else. */
export function classifySchema(expression: Node, context: SchemaContext): SchemaTarget {
  const value = resolveValue(expression);
  const isInline = value === unwrap(expression);
  if (Node.isPropertyAccessExpression(value) && value.getName() === 'shape') return shapeOf(value, expression);
  if (Node.isObjectLiteralExpression(value)) return rawShape(value, expression, isInline, context);
  const schema = zodObject(value);
  if (!schema)
    return opaque(`the schema ${shortText(expression)} is neither a literal shape nor a z.object(…) that can be found`);
  if (context.accepts === 'raw-shape') return opaque('tool() takes a raw shape, and this schema is a zod object');
  if (hasParameter(schema.literal)) return { kind: 'already-done' };
  const verdict = isInline ? 'zod-object' : 'zod-object-reference';
  if (isInline || isReadOnlyBy(value, context.schemas, context.project))
    return { kind: 'literal', verdict, literal: schema.literal };
  if (schema.isExtendable) return { kind: 'extend', verdict, expression };
  return opaque(`the schema ${shortText(expression)} has refinements and is also used for something else`);
}

/** `X.shape`: X has other uses, or it would be given as it is. */
function shapeOf(value: Node, expression: Node): SchemaTarget {
  const owner = Node.isPropertyAccessExpression(value) ? unwrap(value.getExpression()) : value;
  const inline = zodObject(owner);
  if (inline)
    return hasParameter(inline.literal)
      ? { kind: 'already-done' }
      : { kind: 'literal', verdict: 'zod-object', literal: inline.literal };
  const schema = zodObject(resolveValue(owner));
  if (!schema) return opaque(`the schema behind ${shortText(expression)} is not a z.object(…) that can be found`);
  if (hasParameter(schema.literal)) return { kind: 'already-done' };
  return { kind: 'spread', verdict: 'zod-object-reference', expression };
}

function rawShape(
  value: ObjectLiteralExpression,
  expression: Node,
  isInline: boolean,
  context: SchemaContext,
): SchemaTarget {
  if (isJsonSchema(value)) return opaque('the schema is JSON Schema, not zod');
  if (hasParameter(value)) return { kind: 'already-done' };
  const verdict = isInline ? 'raw-shape' : 'raw-shape-reference';
  if (isInline || isReadOnlyBy(value, context.schemas, context.project))
    return { kind: 'literal', verdict, literal: value };
  return { kind: 'spread', verdict, expression };
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
