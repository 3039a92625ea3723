import { Node } from 'ts-morph';
import { isWrapped } from '../classify/handler.ts';
import { classifySchema } from '../classify/schema.ts';
import { findXmcpTools, type XmcpTool } from '../discover/xmcp.ts';
import { accountField } from '../edit/account-field.ts';
import { extendSchema } from '../edit/schema.ts';
import { endOfLine, sourceStyle } from '../edit/source-style.ts';
import { startWithComments } from '../edit/statement-slot.ts';
import { isUsedByName, wrapDefaultFunction } from '../edit/wrap-default-export.ts';
import { wrapInLibraryCall } from '../edit/wrap-handler.ts';
import type { ToolProject } from '../project/parse.ts';
import { declarationOf, resolveValue } from '../project/resolve-value.ts';
import type { TextEdit, ToolVerdict } from '../types.ts';
import type { PlannedTool } from './select-tools.ts';
import { fieldEdit, noZod, opaque, type SchemaExpressions, type ToolPlan } from './tool-plan.ts';

/** The tools of xmcp, whose servers are made by its compiler: there is none that `withAccounts` could take. */
export function planXmcpTools(project: ToolProject): PlannedTool[] {
  const found = findXmcpTools(project);
  const schemas = new Set(found.flatMap(({ schema }) => schema ?? []));
  return found.map((tool) => {
    const node = tool.handler ?? tool.file;
    return { name: tool.name, node, receiver: node, api: 'xmcp', plan: planTool(tool, project, schemas) };
  });
}

const CALLED = 'the file calls it too, with arguments that its InferSchema would no longer take';

/** What a handler needs so that it runs as the account; undefined where it has that already. */
type HandlerEdits = readonly TextEdit[] | undefined;

function planTool(tool: XmcpTool, project: ToolProject, schemas: SchemaExpressions): ToolPlan {
  if (/\.[jt]sx$/.test(tool.file.getFilePath()))
    return opaque('opaque-handler', 'a React tool is rendered by the client: nothing of it runs in the server');
  const handler = planHandler(tool);
  if (handler && 'reason' in handler) return handler;
  const schema = tool.hasSchema ? planSchema(tool, project, schemas) : createSchema(tool, project);
  if (schema.reason !== '') return schema;
  if (!handler) return schema;
  const path = project.pathOf(tool.file);
  const verdict = schema.verdict === 'already-done' ? 'raw-shape' : schema.verdict;
  return {
    verdict,
    reason: '',
    edits: [...schema.edits, { path, edits: handler, imports: ['withAccountContext'] }],
  };
}

function planHandler({ handler }: XmcpTool): HandlerEdits | ToolPlan {
  if (handler && isCalledWithSchema(handler)) return opaque('opaque-handler', CALLED);
  if (Node.isFunctionDeclaration(handler)) {
    const isPlain = handler.getOverloads().length === 0 && !handler.isGenerator() && handler.hasBody();
    return isPlain
      ? wrapDefaultFunction(handler)
      : opaque('opaque-handler', 'its function is overloaded or a generator');
  }
  if (!handler) return opaque('opaque-handler', 'its default export comes from another file or statement');
  const expression = handler.getExpression();
  if (isWrapped(expression)) return undefined;
  return Node.isParametered(functionBehind(expression))
    ? wrapInLibraryCall(expression, 'withAccountContext')
    : opaque('opaque-handler', 'its default export is neither a function nor the name of one');
}

/** `InferSchema` asks for every field, an optional one included: callers that leave it out would no longer compile. */
function isCalledWithSchema(handler: NonNullable<XmcpTool['handler']>): boolean {
  const named = Node.isFunctionDeclaration(handler) ? handler.getNameNode() : handler.getExpression();
  const declaration = Node.isIdentifier(named) ? declarationOf(named) : undefined;
  if (!Node.isFunctionDeclaration(declaration) && !Node.isVariableDeclaration(declaration)) return false;
  return /\bInferSchema\b/.test(declaration.getText()) && isUsedByName(declaration);
}

function functionBehind(expression: Node): Node {
  const value = resolveValue(expression);
  return (Node.isIdentifier(value) && declarationOf(value)) || value;
}

function planSchema({ schema, file }: XmcpTool, project: ToolProject, schemas: SchemaExpressions): ToolPlan {
  if (!schema) return opaque('opaque-schema', 'its schema is not a constant that can be found');
  const call = schema.getParentOrThrow();
  const target = classifySchema(schema, { project, schemas, call, accepts: 'raw-shape' });
  if (target.kind === 'opaque') return opaque('opaque-schema', target.reason);
  if (target.kind === 'already-done') return { verdict: 'already-done', reason: '', edits: [] };
  const place = target.kind === 'literal' ? target.literal : target.expression;
  const field = accountField(place, project);
  if (!field) return noZod(file, project);
  return edited(place, target.verdict, [...field.edits, ...extendSchema(target, field)], project);
}

/** Above the first thing that the file exports for xmcp, together with the comment that speaks of it. */
function createSchema({ file, statements: [first] }: XmcpTool, project: ToolProject): ToolPlan {
  const field = first && accountField(first, project);
  if (!field) return noZod(file, project);
  const text = file.getFullText();
  const eol = endOfLine(text);
  const offset = startWithComments(first);
  const statement = `export const schema = { ${field.text} }${sourceStyle(file).semicolon}${eol}${eol}`;
  return edited(first, 'no-schema', [...field.edits, insertBelowImports(offset, statement, text)], project);
}

/** As a replacement it follows the imports that are inserted at the same offset. */
function insertBelowImports(offset: number, statement: string, text: string): TextEdit {
  return { start: offset, end: offset + 1, text: statement + text.charAt(offset) };
}

function edited(place: Node, verdict: ToolVerdict, edits: readonly TextEdit[], project: ToolProject): ToolPlan {
  return { verdict, reason: '', edits: [fieldEdit(place, edits, project)] };
}
