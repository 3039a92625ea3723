import { Node } from 'ts-morph';
import { handlerShape, isWrapped, remembersAnswers } from '../classify/handler.ts';
import { classifySchema, type SchemaContext, type SchemaTarget } from '../classify/schema.ts';
import { zodObject } from '../classify/zod-object.ts';
import type { FoundRegistration, Registration, SchemaSlot } from '../discover/registration.ts';
import { traitsOf } from '../discover/tool-api.ts';
import { AS_IT_IS, acceptArguments, type HandlerAdaptation } from '../edit/new-arguments.ts';
import { createSchema, extendSchema } from '../edit/schema.ts';
import { wrapInLibraryCall } from '../edit/wrap-handler.ts';
import type { ToolProject } from '../project/parse.ts';
import { unwrap } from '../project/resolve-value.ts';
import type { FileEdit, ToolVerdict } from '../types.ts';
import { throwsErrors } from './throws-errors.ts';
import { fieldEdit, opaque, plannedField, type SchemaExpressions, type ToolPlan } from './tool-plan.ts';

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
  const path = project.pathOf(found.handler.getSourceFile());
  const edit: FileEdit = { path, edits: wrapped, imports: ['withAccountContext'] };
  const verdict = plan.verdict === 'already-done' ? doneSchemaVerdict(found) : plan.verdict;
  return { verdict, reason: '', edits: [...plan.edits, edit] };
}

function wrapperOptions({ handler, api }: Registration, project: ToolProject): string {
  const options = [
    ...(remembersAnswers(handler) ? ['keepTarget: true'] : []),
    ...(throwsErrors(api, project) ? ['throwErrors: true'] : []),
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
  const field = plannedField(place, found.api, project);
  if ('reason' in field) return field;
  if (field.zod.isVersion3 && target.kind === 'literal' && target.hasRefinements) {
    return opaque('opaque-schema', 'no SDK can list the fields of a zod 3 schema with refinements');
  }
  const edit = fieldEdit(place, [...field.edits, ...extendSchema(target, field)], project);
  return { verdict: target.verdict, reason: '', edits: [edit] };
}

function placeOf(target: Extract<SchemaTarget, { kind: 'literal' | 'spread' | 'extend' }>): Node {
  return target.kind === 'literal' ? target.literal : target.expression;
}

function planMissing(found: Registration, slot: MissingSlot, project: ToolProject): SchemaPlan {
  const place = found.list ?? found.call;
  const field = plannedField(place, found.api, project);
  if ('reason' in field) return field;
  const adaptation = traitsOf(found.api).keepsParameters ? AS_IT_IS : acceptArguments(handlerShape(found.handler));
  if (!adaptation) return opaque('opaque-handler', 'how many parameters the handler takes cannot be told');
  const edits = [...field.edits, ...createSchema(slot, field, found.api)];
  return { verdict: 'no-schema', reason: '', edits: [fieldEdit(place, edits, project)], adaptation };
}
