import type { Node } from 'ts-morph';
import type { ListedSchema } from '../classify/listed-schema.ts';
import type { Registration } from '../discover/registration.ts';
import type { ToolProject } from '../project/parse.ts';
import type { TextEdit, ToolVerdict } from '../types.ts';
import { withWrappedHandler } from './plan-registration.ts';
import { fieldEdit, plannedField, type ToolPlan } from './tool-plan.ts';

/** How a schema that stands elsewhere is named in the table; undefined for what is no schema. */
export function referenceVerdict({ kind }: ListedSchema): ToolVerdict | undefined {
  return kind === 'raw-shape' ? 'raw-shape-reference' : kind === 'zod-object' ? 'zod-object-reference' : undefined;
}

/** One edit of the schema's expression, which stands for the schemas of all tools of a registration. */
export function planListed(
  found: Registration,
  schema: ListedSchema,
  verdict: ToolVerdict,
  edit: (field: string) => TextEdit[],
  place: Node,
  project: ToolProject,
): ToolPlan {
  if ('hasParameter' in schema && schema.hasParameter)
    return withWrappedHandler(found, { verdict: 'already-done', reason: '', edits: [] }, project);
  const field = plannedField(place, found.api, project);
  if ('reason' in field) return field;
  const edits = [fieldEdit(place, [...field.edits, ...edit(field.text)], project)];
  return withWrappedHandler(found, { verdict, reason: '', edits }, project);
}
