import { Node } from 'ts-morph';
import { isWrapped } from '../classify/handler.ts';
import { classifyMcpFrameworkSchema, type McpFrameworkSchema } from '../classify/mcp-framework-schema.ts';
import { findMcpFrameworkTools, type McpFrameworkTool, type ToolClass } from '../discover/mcp-framework.ts';
import { type AccountField, accountField, describedAccountField } from '../edit/account-field.ts';
import { insertClassMember } from '../edit/class-member.ts';
import { libraryImportEdits } from '../edit/library-imports.ts';
import { extendSchema } from '../edit/schema.ts';
import { sourceStyle } from '../edit/source-style.ts';
import { findNames } from '../project/find-calls.ts';
import type { ToolProject } from '../project/parse.ts';
import type { FileEdit } from '../types.ts';
import type { PlannedTool } from './select-tools.ts';
import { fieldEdit, noZod, opaque, type SchemaExpressions, type ToolPlan } from './tool-plan.ts';

const TOOL_CALL = 'toolCall';

/**
 * The tools of `mcp-framework`. Their `execute` cannot be wrapped: whatever it returns is taken for the tool's data, a typed
 * error included. `toolCall`, which validates the arguments and calls it, answers with a tool result.
 */
export function planMcpFrameworkTools(project: ToolProject): PlannedTool[] {
  const found = findMcpFrameworkTools(project);
  const schemas = new Set(found.flatMap(({ schema }) => schema ?? []));
  return found.map((tool) => ({
    name: tool.name,
    node: tool.node,
    receiver: tool.node,
    api: 'mcp-framework',
    plan: planTool(tool, project, schemas),
  }));
}

function planTool(tool: McpFrameworkTool, project: ToolProject, schemas: SchemaExpressions): ToolPlan {
  const schema = classifyMcpFrameworkSchema(tool, { project, schemas });
  if (schema.kind === 'opaque') return opaque('opaque-schema', schema.reason);
  const handler = planToolCall(tool.chain, project);
  if ('reason' in handler) return handler;
  if (schema.kind === 'already-done') {
    return { verdict: handler.length === 0 ? 'already-done' : 'zod-object', reason: '', edits: handler };
  }
  const place = schema.kind === 'literal' ? schema.literal : schema.expression;
  const field = fieldFor(schema, place, project);
  if (!field) return noZod(place, project);
  const edit = fieldEdit(place, [...field.edits, ...extendSchema(schema, field)], project);
  return { verdict: schema.verdict, reason: '', edits: [edit, ...handler] };
}

function fieldFor({ fields }: McpFrameworkSchema, place: Node, project: ToolProject): AccountField | undefined {
  return fields === 'described' ? describedAccountField(place, project) : accountField(place, project);
}

/** One line: in the project's own base class where there is one, for all tools that extend it. */
function planToolCall(chain: readonly ToolClass[], project: ToolProject): FileEdit[] | ToolPlan {
  const own = chain.map((each) => each.getInstanceMember(TOOL_CALL));
  if (own.some((member) => Node.isPropertyDeclaration(member) && isWrappedMember(member))) return [];
  if (own[0]) return opaque('opaque-handler', `its class has a ${TOOL_CALL} of its own`);
  const isOverridden = project.files.some((file) => findNames(file, TOOL_CALL).some(isMemberName));
  const place = (isOverridden ? chain[0] : chain.at(-1)) as ToolClass;
  return [wrapToolCall(place, project)];
}

function isWrappedMember(member: Node): boolean {
  const initializer = Node.isPropertyDeclaration(member) ? member.getInitializer() : undefined;
  return initializer !== undefined && isWrapped(initializer);
}

/** A method of a derived class would be hidden by what the base class assigns to each instance. */
function isMemberName(name: Node): boolean {
  const parent = name.getParent();
  return Node.isMethodDeclaration(parent) || Node.isPropertyDeclaration(parent);
}

function wrapToolCall(owner: ToolClass, project: ToolProject): FileEdit {
  const file = owner.getSourceFile();
  const wrapper = libraryImportEdits(file, new Set(['withAccountContext'])).localName('withAccountContext');
  const keyword = /\.[cm]?tsx?$/.test(file.getFilePath()) ? 'override ' : '';
  const line = `${keyword}${TOOL_CALL} = ${wrapper}(super.${TOOL_CALL})${sourceStyle(file).semicolon}`;
  const behind = owner.getInstanceMember('schema') ?? owner.getInstanceProperties().at(-1);
  const edit = insertClassMember(owner, behind, line);
  return { path: project.pathOf(file), edits: [edit], imports: ['withAccountContext'] };
}
