import { type MethodDeclaration, Node } from 'ts-morph';
import { nestMethodObstacle } from '../classify/mcp-nest-method.ts';
import { classifySchema, type SchemaTarget } from '../classify/schema.ts';
import { findNestTools, isNestDecorator, type NestTool } from '../discover/mcp-nest.ts';
import { accountField } from '../edit/account-field.ts';
import { insertDecorator } from '../edit/decorator.ts';
import { LIBRARY } from '../edit/library-bindings.ts';
import { libraryImportEdits } from '../edit/library-imports.ts';
import { createSchema, extendSchema } from '../edit/schema.ts';
import type { ToolProject } from '../project/parse.ts';
import { propertyValue, resolveValue } from '../project/resolve-value.ts';
import type { FileEdit } from '../types.ts';
import type { PlannedTool } from './select-tools.ts';
import { fieldEdit, noZod, opaque, type SchemaExpressions, type ToolPlan } from './tool-plan.ts';

const SCHEMA = 'parameters';

/** The tools of MCP-Nest: the parameter goes into the schema, and a decorator below all others around the method. */
export function planNestTools(project: ToolProject): PlannedTool[] {
  const found = findNestTools(project);
  const schemas = new Set(found.flatMap(({ options }) => (options && propertyValue(options, SCHEMA)) ?? []));
  return found.map((tool) => ({
    name: tool.name,
    node: tool.node,
    receiver: tool.node,
    api: 'mcp-nest',
    plan: planTool(tool, project, schemas),
  }));
}

function planTool(tool: NestTool, project: ToolProject, schemas: SchemaExpressions): ToolPlan {
  const { options, method } = tool;
  if (!options) return opaque('opaque-registration', 'what its decorator is given is not a literal that can be found');
  const obstacle = nestMethodObstacle(method, project);
  if (obstacle) return opaque('opaque-handler', obstacle);
  const schema = planSchema(tool, project, schemas);
  if (schema.reason !== '' || isWrapped(method)) return schema;
  const verdict = schema.verdict === 'already-done' ? 'zod-object' : schema.verdict;
  return { ...schema, verdict, edits: [...schema.edits, wrapMethod(method, project)] };
}

function planSchema({ options }: NestTool, project: ToolProject, schemas: SchemaExpressions): ToolPlan {
  if (!options) return opaque('opaque-registration', 'its options are not known');
  const expression = propertyValue(options, SCHEMA);
  if (!expression && options.getProperties().some(Node.isSpreadAssignment))
    return opaque('opaque-schema', 'its parameters may come from another object');
  if (expression && Node.isObjectLiteralExpression(resolveValue(expression)))
    return opaque('opaque-schema', 'the schema is JSON Schema, not zod');
  const target: SchemaTarget | undefined =
    expression && classifySchema(expression, { project, schemas, call: options, accepts: 'any-schema' });
  if (target?.kind === 'opaque') return opaque('opaque-schema', target.reason);
  if (target?.kind === 'already-done') return { verdict: 'already-done', reason: '', edits: [] };
  const place = target ? (target.kind === 'literal' ? target.literal : target.expression) : options;
  const field = accountField(place, project);
  if (!field) return noZod(place, project);
  const edits = target
    ? extendSchema(target, field)
    : createSchema({ kind: 'missing-property', config: options, property: SCHEMA }, field, 'mcp-nest');
  const edit = fieldEdit(place, [...field.edits, ...edits], project);
  return { verdict: target?.verdict ?? 'no-schema', reason: '', edits: [edit] };
}

function isWrapped(method: MethodDeclaration): boolean {
  return method.getDecorators().some((decorator) => isNestDecorator(decorator, 'UseAccountContext', LIBRARY));
}

function wrapMethod(method: MethodDeclaration, project: ToolProject): FileEdit {
  const file = method.getSourceFile();
  const name = libraryImportEdits(file, new Set(['UseAccountContext'])).localName('UseAccountContext');
  const edits = [insertDecorator(method, `@${name}()`)];
  return { path: project.pathOf(file), edits, imports: ['UseAccountContext'] };
}
