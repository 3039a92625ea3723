import { Node } from 'ts-morph';
import { genericShapeObstacle, registrationObstacle, schemaObstacle, typeOfAll } from '../classify/list-obstacles.ts';
import { listedSchema } from '../classify/listed-schema.ts';
import type { FoundRegistration, Registration } from '../discover/registration.ts';
import { type ToolList, toolList } from '../discover/tool-list.ts';
import { callMethodOn, wrapExpression } from '../edit/wrap.ts';
import type { ToolProject } from '../project/parse.ts';
import { unwrap } from '../project/resolve-value.ts';
import { NO_SCOPE, type Scope } from '../values/value.ts';
import { planConfig } from './plan-config.ts';
import { planListed, referenceVerdict } from './plan-listed.ts';
import { planRegistration } from './plan-registration.ts';
import type { PlannedTool } from './select-tools.ts';
import { opaque, type SchemaExpressions, type ToolPlan } from './tool-plan.ts';

const AT_RUN_TIME = 'the call registers tools that are only known at run time';

/** The tools of one registration: itself, or all that a loop or a wrapper registers with it, each where its name stands. */
export function planRegistered(
  found: FoundRegistration,
  project: ToolProject,
  schemas: SchemaExpressions,
): PlannedTool[] {
  const { receiver, api } = found;
  const own = { name: found.name, node: found.call, receiver, ...(api && { api }) };
  if (found.kind === 'registration' && found.isNameConstant) {
    return [{ ...own, node: found.list ?? found.call, plan: planOne(found, project, schemas) }];
  }
  const list = toolList(found, project);
  if (list.items.length === 0) return [{ ...own, plan: planInPlace(found, project, schemas) }];
  const plan = planList(found, list, project, schemas);
  const tools = list.items.map(({ name, node }) => ({ ...own, name, node, plan }));
  return list.isComplete ? tools : [...tools, { ...own, name: `${found.name} (tools known at run time)`, plan }];
}

/** A configuration that is put together from others has the schema of one of them. */
function planOne(found: Registration, project: ToolProject, schemas: SchemaExpressions): ToolPlan {
  const plan = planRegistration(found, project, schemas);
  if (found.schema.kind !== 'unreadable' || registrationObstacle(found, project)) return plan;
  const byConfig = planConfig(found, [NO_SCOPE], project);
  return byConfig.reason === '' ? byConfig : plan;
}

/** One edit of the registration for all its tools, where it is right for each of them. */
function planList(
  found: FoundRegistration,
  { items, isComplete }: ToolList,
  project: ToolProject,
  schemas: SchemaExpressions,
): ToolPlan {
  if (found.kind === 'opaque-registration') return opaque('opaque-registration', found.reason);
  if (isInPlace(found)) return planInPlace({ ...found, isNameConstant: true }, project, schemas);
  if (!isComplete) return opaque('opaque-registration', AT_RUN_TIME);
  const obstacle = registrationObstacle(found, project);
  if (obstacle) return opaque('opaque-registration', obstacle);
  const scopes = items.map(({ scope }) => scope);
  return found.schema.kind === 'unreadable' ? planConfig(found, scopes, project) : planSchema(found, scopes, project);
}

/** The registration as it is written, for whatever tools come to it. */
function planInPlace(found: FoundRegistration, project: ToolProject, schemas: SchemaExpressions): ToolPlan {
  const generic = found.kind === 'registration' ? genericShapeObstacle(found) : undefined;
  return generic ? opaque('opaque-schema', generic) : planRegistration(found, project, schemas);
}

/** With the schema written in the call, or none at all, the tools differ in nothing that gets edited. */
function isInPlace({ schema }: Registration): boolean {
  if (schema.kind !== 'present') return schema.kind !== 'unreadable';
  const value = unwrap(schema.expression);
  return Node.isObjectLiteralExpression(value) || Node.isCallExpression(value);
}

function planSchema(found: Registration, scopes: readonly Scope[], project: ToolProject): ToolPlan {
  const expression = schemaArgument(found, scopes);
  if (!expression) return opaque('opaque-schema', 'which argument is the schema differs from tool to tool');
  const schema = listedSchema(expression, scopes);
  const verdict = referenceVerdict(schema);
  if (schema.kind === 'opaque' || !verdict)
    return opaque('opaque-schema', schema.kind === 'opaque' ? schema.reason : AT_RUN_TIME);
  const accepts = found.schema.kind === 'present' ? found.schema.accepts : 'any-schema';
  const obstacle = schemaObstacle(schema, accepts, typeOfAll(expression, scopes));
  if (obstacle) return opaque('opaque-schema', obstacle);
  const edit = (field: string) =>
    schema.kind === 'zod-object'
      ? callMethodOn(expression, `extend({ ${field} })`)
      : wrapExpression(expression, '{ ...', `, ${field} }`);
  return planListed(found, schema, verdict, edit, expression, project);
}

/** What looks like a schema may turn out to be the description, once it is known what the names stand for. */
function schemaArgument({ schema, call, handler }: Registration, scopes: readonly Scope[]): Node | undefined {
  if (schema.kind !== 'present') return undefined;
  if (listedSchema(schema.expression, scopes).kind !== 'text') return schema.expression;
  const given = call.getArguments();
  const next = given[given.indexOf(schema.expression as (typeof given)[number]) + 1];
  return next === handler ? undefined : next;
}
