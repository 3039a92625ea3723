import { type CallExpression, Node, type ObjectLiteralExpression } from 'ts-morph';
import { MCP_FRAMEWORK, type McpFrameworkTool } from '../discover/mcp-framework.ts';
import { importedName } from '../project/imported-name.ts';
import { resolveValue } from '../project/resolve-value.ts';
import { classifySchema, hasParameter, type SchemaContext, type SchemaTarget } from './schema.ts';

/** Where the parameter goes, and how a field is written there: as zod, or as `{ type: zod, description }`. */
export type McpFrameworkSchema = SchemaTarget & { readonly fields: 'zod' | 'described' };

/** The three ways of a schema in `mcp-framework`: `z.object({ … })`, `defineSchema({ … })`, and a record of described types. */
export function classifyMcpFrameworkSchema(
  { schema, chain }: McpFrameworkTool,
  context: Pick<SchemaContext, 'project' | 'schemas'>,
): McpFrameworkSchema {
  if (!schema) return { kind: 'opaque', reason: 'its schema is not written in its class', fields: 'zod' };
  const type = declaredType(schema);
  if (type !== '' && !/\bany\b|^z\.ZodObject<(?:any|z\.ZodRawShape)/.test(type))
    return { kind: 'opaque', reason: `its schema is declared as ${type}`, fields: 'zod' };
  const value = resolveValue(schema);
  if (isDefineSchema(value)) return definedSchema(value);
  const owner = chain.find((each) => schema.getAncestors().includes(each)) ?? schema;
  const target = classifySchema(schema, { ...context, call: owner, accepts: 'any-schema' });
  return { ...target, fields: Node.isObjectLiteralExpression(value) ? 'described' : 'zod' };
}

/** An annotation may not allow one more field. Empty without one. */
function declaredType(schema: Node): string {
  const holder = schema.getParent();
  return (Node.isPropertyDeclaration(holder) && holder.getTypeNode()?.getText()) || '';
}

function isDefineSchema(value: Node): value is CallExpression {
  const imported = Node.isCallExpression(value) ? importedName(value.getExpression()) : undefined;
  return imported?.module === MCP_FRAMEWORK && imported.name === 'defineSchema';
}

function definedSchema(call: CallExpression): McpFrameworkSchema {
  const shape = call.getArguments()[0];
  const literal = shape && resolveValue(shape);
  if (!shape || !Node.isObjectLiteralExpression(literal))
    return { kind: 'opaque', reason: 'the shape of its schema is not a literal that can be found', fields: 'zod' };
  if (hasParameter(literal)) return { kind: 'already-done', fields: 'zod' };
  if (shape !== literal) return { kind: 'spread', verdict: 'zod-object', expression: shape, fields: 'zod' };
  return {
    kind: 'literal',
    verdict: 'zod-object',
    literal: shape as ObjectLiteralExpression,
    hasRefinements: false,
    fields: 'zod',
  };
}
