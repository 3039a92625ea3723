import { Node, type ObjectLiteralExpression, type PropertyAccessExpression } from 'ts-morph';
import { shortText } from '../discover/registration.ts';
import { isReadOnlyBy } from '../project/exclusive-use.ts';
import type { ToolProject } from '../project/parse.ts';
import { propertyValue, resolveValue, stringValue, unwrap } from '../project/resolve-value.ts';
import { type ZodObject, zodObject } from './zod-object.ts';

export const PARAMETER = 'target_account_id';

/** Where the parameter goes. `place` is a node whose zod the field is written with. */
export type SchemaTarget =
  | { readonly kind: 'already-done' }
  /** Into this literal, wherever it stands. */
  | {
      readonly kind: 'literal';
      readonly verdict: EditableVerdict;
      readonly literal: ObjectLiteralExpression;
      /** Of the whole schema. With zod 3 these hide its fields, so that no SDK can list them. */
      readonly hasRefinements: boolean;
    }
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
  return zodObjectTarget(value, schema, expression, context);
}

function zodObjectTarget(value: Node, schema: ZodObject, expression: Node, context: SchemaContext): SchemaTarget {
  if (schema.shape && hasParameter(schema.shape)) return { kind: 'already-done' };
  const verdict = isWithin(value, context.call) ? 'zod-object' : 'zod-object-reference';
  const type = declaredType(value);
  const isOwn = verdict === 'zod-object' || isReadOnlyBy(value, context.schemas, context.project);
  const mayChange = isOwn && !type.includes('ZodObject');
  if (schema.shape && mayChange) return shapeTarget(schema.shape, schema, verdict);
  if (type !== '' && !type.includes('ZodObject')) return opaque(`${shortText(expression)} is declared as ${type}`);
  if (schema.hasRefinements) return opaque(`${shortText(expression)} has refinements, so zod refuses to extend it`);
  if (mayChange || !isLiteral(expression)) return { kind: 'extend', verdict, expression };
  return opaque('the configuration it stands in is also used for something else');
}

/** `z.object(Shape)` is given a copy of the shape, which may be declared anywhere. */
function shapeTarget(shape: Node, { hasRefinements }: ZodObject, verdict: EditableVerdict): SchemaTarget {
  const literal = unwrap(shape);
  if (Node.isObjectLiteralExpression(literal)) return { kind: 'literal', verdict, literal, hasRefinements };
  return { kind: 'spread', verdict, expression: shape };
}

/** `X.shape`: X has other uses, or it would be given as it is. */
function shapeOf(value: PropertyAccessExpression, expression: Node, context: SchemaContext): SchemaTarget {
  const schema = zodObject(value.getExpression());
  const declared = zodObject(resolveValue(value.getExpression()));
  if (!schema || !declared)
    return opaque(`the schema behind ${shortText(expression)} is not a z.object(…) that can be found`);
  if (declared.shape && hasParameter(declared.shape)) return { kind: 'already-done' };
  if (!schema.shape) return { kind: 'spread', verdict: 'zod-object-reference', expression };
  const isInline = isWithin(value, context.call);
  const mayChange = isInline || isReadOnlyBy(value, context.schemas, context.project);
  if (!mayChange) return { kind: 'spread', verdict: 'zod-object-reference', expression };
  return shapeTarget(
    schema.shape,
    { ...schema, hasRefinements: false },
    isInline ? 'zod-object' : 'zod-object-reference',
  );
}

function rawShape(value: ObjectLiteralExpression, expression: Node, context: SchemaContext): SchemaTarget {
  if (isJsonSchema(value)) return opaque('the schema is JSON Schema, not zod');
  if (hasParameter(value)) return { kind: 'already-done' };
  const shared = { kind: 'literal', literal: value, hasRefinements: false } as const;
  if (isWithin(value, context.call)) return { ...shared, verdict: 'raw-shape' };
  const takesMore = /^(?:any)?$|\bZodRawShape\b|\bRecord\b/.test(declaredType(value));
  if (takesMore && isReadOnlyBy(value, context.schemas, context.project))
    return { ...shared, verdict: 'raw-shape-reference' };
  if (isLiteral(expression)) return opaque('the configuration it stands in is also used for something else');
  return { kind: 'spread', verdict: 'raw-shape-reference', expression };
}

/** The annotation of the constant that holds a value: it may not allow one more field. Empty without one. */
function declaredType(value: Node): string {
  const holder = value.getParent();
  return (Node.isVariableDeclaration(holder) && holder.getTypeNode()?.getText()) || '';
}

/** What stands in the registration is read by nothing else. */
function isWithin(node: Node, call: Node): boolean {
  return node.getFirstAncestor((ancestor) => ancestor === call) !== undefined;
}

/** Text around a literal would change the literal's other readers just as well. */
function isLiteral(expression: Node): boolean {
  return resolveValue(expression) === unwrap(expression);
}

/** The parameter may also have come in with a spread of a shape that has it. */
export function hasParameter(shape: Node): boolean {
  const literal = resolveValue(shape);
  if (!Node.isObjectLiteralExpression(literal)) return false;
  if (propertyValue(literal, PARAMETER)) return true;
  return literal
    .getProperties()
    .some((property) => Node.isSpreadAssignment(property) && hasParameter(property.getExpression()));
}

function isJsonSchema(literal: ObjectLiteralExpression): boolean {
  const type = propertyValue(literal, 'type');
  return type !== undefined && stringValue(type) !== undefined;
}

function opaque(reason: string): SchemaTarget {
  return { kind: 'opaque', reason };
}
