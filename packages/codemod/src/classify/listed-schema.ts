import { Node } from 'ts-morph';
import { declarationOf, propertyValue, stringValue, unwrap } from '../project/resolve-value.ts';
import { evaluate, textOf } from '../values/evaluate.ts';
import { member } from '../values/member.ts';
import type { Scope, Value } from '../values/value.ts';
import { PARAMETER } from './schema.ts';
import { zodObject } from './zod-object.ts';

/** What an expression is for every tool of a list, so that one edit of the expression does for all of them. */
export type ListedSchema =
  | { readonly kind: 'raw-shape' | 'zod-object'; readonly hasParameter: boolean; readonly hasRefinements: boolean }
  | { readonly kind: 'text' }
  | { readonly kind: 'opaque'; readonly reason: string };

/** The one kind of schema that `expression` is in all scopes; opaque where they differ or one of them is not known. */
export function listedSchema(expression: Node, scopes: readonly Scope[]): ListedSchema {
  const kinds = scopes.map((scope) => kindOf(evaluate(expression, scope)));
  const opaque = kinds.find((kind) => kind.kind === 'opaque');
  const [first] = kinds;
  if (opaque || !first) return opaque ?? reason('no tool of the list is known');
  if (kinds.some(({ kind }) => kind !== first.kind))
    return reason('the tools of the list have different kinds of schemas');
  if (first.kind !== 'raw-shape' && first.kind !== 'zod-object') return first;
  const objects = kinds.filter(isObjectSchema);
  const having = objects.filter(({ hasParameter }) => hasParameter).length;
  if (having > 0 && having < objects.length) return reason('some tools of the list take the parameter already');
  return { ...first, hasRefinements: objects.some(({ hasRefinements }) => hasRefinements) };
}

/** The schema that the configuration object has for every tool. */
export function listedConfigSchema(config: Node, scopes: readonly Scope[]): ListedSchema {
  const inner = scopes.map((scope) => member(evaluate(config, scope), 'inputSchema'));
  const known = inner.filter((value) => value !== undefined);
  if (known.length < inner.length) return reason('the configuration of a tool is not a literal that can be found');
  const kinds = known.map(kindOf);
  const [first] = kinds;
  if (!first || kinds.some(({ kind }) => kind !== first.kind))
    return reason('the tools of the list have different kinds of schemas');
  return kinds.find((kind) => 'hasRefinements' in kind && kind.hasRefinements) ?? first;
}

type ObjectSchema = Extract<ListedSchema, { kind: 'raw-shape' | 'zod-object' }>;

function isObjectSchema(schema: ListedSchema): schema is ObjectSchema {
  return schema.kind === 'raw-shape' || schema.kind === 'zod-object';
}

function kindOf(value: Value): ListedSchema {
  const { node, scope, isAbsent } = value;
  if (isAbsent || node.getText() === 'undefined') return reason('a tool of the list has no schema');
  if (Node.isObjectLiteralExpression(node)) {
    const type = propertyValue(node, 'type');
    if (type && stringValue(type) !== undefined) return reason('the schema is JSON Schema, not zod');
    return { kind: 'raw-shape', hasParameter: has(value), hasRefinements: false };
  }
  if (Node.isPropertyAccessExpression(node) && node.getName() === 'shape') {
    const schema = kindOf(evaluate(node.getExpression(), scope));
    if (schema.kind === 'zod-object') return { ...schema, kind: 'raw-shape', hasRefinements: false };
    return schema.kind === 'opaque' ? schema : reason('the schema of a tool cannot be found');
  }
  const schema = zodObject(node);
  if (!schema) return textOf(node, scope) ? { kind: 'text' } : reason('the schema of a tool cannot be found');
  const shape = schema.shape && evaluate(schema.shape, scope);
  return { kind: 'zod-object', hasParameter: shape !== undefined && has(shape), hasRefinements: schema.hasRefinements };
}

function has(shape: Value): boolean {
  const field = member(shape, PARAMETER);
  return field !== undefined && !field.isAbsent;
}

/**
 * The type that a member is declared with, which has to allow `.extend(…)` for an edit to compile. Empty without one.
 */
export function declaredSchemaType(expression: Node): string {
  const value = unwrap(expression);
  const declaration = declarationOf(Node.isPropertyAccessExpression(value) ? value.getNameNode() : value);
  const type = Node.isTyped(declaration) ? declaration.getTypeNode() : undefined;
  return type?.getText() ?? '';
}

function reason(text: string): ListedSchema {
  return { kind: 'opaque', reason: text };
}
