import { Node } from 'ts-morph';
import { handlerShape, isWrapped, remembersAnswers } from '../classify/handler.ts';
import { classifySchema, type SchemaContext, type SchemaTarget } from '../classify/schema.ts';
import { zodObject } from '../classify/zod-object.ts';
import type { FoundRegistration, Registration, SchemaSlot } from '../discover/registration.ts';
import { traitsOf } from '../discover/tool-api.ts';
import { accountField } from '../edit/account-field.ts';
import { AS_IT_IS, acceptArguments, type HandlerAdaptation } from '../edit/new-arguments.ts';
import { createSchema, extendSchema } from '../edit/schema.ts';
import { wrapInLibraryCall } from '../edit/wrap-handler.ts';
import type { ToolProject } from '../project/parse.ts';
import { unwrap } from '../project/resolve-value.ts';
import type { FileEdit, LibraryImport, TextEdit, ToolVerdict } from '../types.ts';
import { throwsErrors } from './throws-errors.ts';

/** What becomes of one registration: edits in the source, or the reason why there are none. */
export interface ToolPlan {
  readonly verdict: ToolVerdict;
  /** Empty when the tool is covered in the source. */
  readonly reason: string;
  readonly edits: readonly FileEdit[];
}

/** All input schemas of the project: a schema that nothing else reads can be changed where it is declared. */
export type SchemaExpressions = ReadonlySet<Node>;

/** Decides how a registration gets the parameter. Both its schema and its handler are edited, or neither. */
export function planRegistration(found: FoundRegistration, project: ToolProject, schemas: SchemaExpressions): ToolPlan {
  if (found.kind === 'opaque-registration') return opaque('opaque-registration', found.reason);
  const { schema } = found;
  if (!found.isNameConstant && !standsInPlace(found)) {
    return opaque('opaque-registration', 'the call registers tools that are only known at run time');
  }
  if (found.call.getTypeArguments().length > 0) {
    return opaque('opaque-schema', 'the call spells out its types, which the new argument would not fit');
  }
  if (schema.kind === 'unreadable') return opaque('opaque-schema', schema.reason);
  const plan =
    schema.kind === 'present' ? planPresent(found, schema, project, schemas) : planMissing(found, schema, project);
  return plan.reason === '' ? withWrappedHandler(found, plan, project) : plan;
}

/** A plan for the schema, and what the handler needs when the schema changes what it is called with. */
interface SchemaPlan extends ToolPlan {
  readonly adaptation?: HandlerAdaptation;
}

/** The schema's edits come first: a new argument stands in front of the handler, at the offset where its wrapper begins. */
export function withWrappedHandler(found: Registration, plan: SchemaPlan, project: ToolProject): ToolPlan {
  if (isWrapped(found.handler)) return plan;
  const wrapped = wrapInLibraryCall(
    found.handler,
    'withAccountContext',
    plan.adaptation,
    wrapperOptions(found, project),
  );
  const edit = fileEdit(found.handler, wrapped, ['withAccountContext'], project);
  const verdict = plan.verdict === 'already-done' ? doneSchemaVerdict(found) : plan.verdict;
  return { verdict, reason: '', edits: [...plan.edits, edit] };
}

function wrapperOptions({ handler, generation }: Registration, project: ToolProject): string {
  const options = [
    ...(remembersAnswers(handler) ? ['keepTarget: true'] : []),
    ...(throwsErrors(generation, project) ? ['throwErrors: true'] : []),
  ];
  return options.length === 0 ? '' : `{ ${options.join(', ')} }`;
}

/** With schema and handler written in the call itself it does not matter that the name is not. */
function standsInPlace({ schema, handler }: Registration): boolean {
  if (!isFunctionLiteral(isWrapped(handler) ? innerHandler(handler) : handler)) return false;
  if (schema.kind !== 'present') return schema.kind === 'missing-argument' || schema.kind === 'missing-property';
  return Node.isObjectLiteralExpression(unwrap(schema.expression)) || zodObject(schema.expression) !== undefined;
}

function isFunctionLiteral(expression: Node): boolean {
  const value = unwrap(expression);
  return Node.isArrowFunction(value) || Node.isFunctionExpression(value);
}

function innerHandler(wrapped: Node): Node {
  return (Node.isCallExpression(wrapped) && wrapped.getArguments()[0]) || wrapped;
}

/** The schema has the parameter already, so only the handler is missing; the table still says what the schema is. */
function doneSchemaVerdict({ schema }: Registration): ToolVerdict {
  return schema.kind === 'present' ? 'raw-shape' : 'no-schema';
}

type PresentSlot = Extract<SchemaSlot, { kind: 'present' }>;
type MissingSlot = Exclude<SchemaSlot, { kind: 'present' | 'unreadable' }>;

function planPresent(
  found: Registration,
  slot: PresentSlot,
  project: ToolProject,
  schemas: SchemaExpressions,
): SchemaPlan {
  const context: SchemaContext = { project, schemas, call: found.list ?? found.call, accepts: slot.accepts };
  const target = classifySchema(slot.expression, context);
  if (target.kind === 'opaque') return opaque('opaque-schema', target.reason);
  if (target.kind === 'already-done') return { verdict: 'already-done', reason: '', edits: [] };
  const place = placeOf(target);
  const field = accountField(place, project);
  if (!field) return noZod(place, project);
  if (found.generation === 'v2' && field.zod.isVersion3)
    return opaque('opaque-schema', 'SDK v2 cannot list a zod 3 schema');
  if (field.zod.isVersion3 && target.kind === 'literal' && target.hasRefinements) {
    return opaque('opaque-schema', 'no SDK can list the fields of a zod 3 schema with refinements');
  }
  const edits = fileEdit(place, [...field.edits, ...extendSchema(target, field)], ['targetAccountId'], project);
  return { verdict: target.verdict, reason: '', edits: [edits] };
}

function placeOf(target: Extract<SchemaTarget, { kind: 'literal' | 'spread' | 'extend' }>): Node {
  return target.kind === 'literal' ? target.literal : target.expression;
}

function planMissing(found: Registration, slot: MissingSlot, project: ToolProject): SchemaPlan {
  const place = found.list ?? found.call;
  const field = accountField(place, project);
  if (!field) return noZod(place, project);
  if (found.generation === 'v2' && field.zod.isVersion3)
    return opaque('opaque-schema', 'SDK v2 cannot list a zod 3 schema');
  const adaptation = traitsOf(found.generation).keepsParameters
    ? AS_IT_IS
    : acceptArguments(handlerShape(found.handler));
  if (!adaptation) return opaque('opaque-handler', 'how many parameters the handler takes cannot be told');
  const edits = [...field.edits, ...createSchema(slot, field, found.generation)];
  return {
    verdict: 'no-schema',
    reason: '',
    edits: [fileEdit(place, edits, ['targetAccountId'], project)],
    adaptation,
  };
}

function noZod(place: Node, project: ToolProject): ToolPlan {
  return opaque('opaque-schema', `no zod import for it can be told in ${project.pathOf(place.getSourceFile())}`);
}

function opaque(verdict: ToolVerdict, reason: string): ToolPlan {
  return { verdict, reason, edits: [] };
}

function fileEdit(
  place: Node,
  edits: readonly TextEdit[],
  imports: readonly LibraryImport[],
  project: ToolProject,
): FileEdit {
  return { path: project.pathOf(place.getSourceFile()), edits, imports };
}
