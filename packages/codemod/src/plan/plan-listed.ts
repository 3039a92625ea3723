import type { Node } from 'ts-morph';
import type { ListedSchema } from '../classify/listed-schema.ts';
import type { Registration } from '../discover/registration.ts';
import { accountField } from '../edit/account-field.ts';
import type { ToolProject } from '../project/parse.ts';
import type { TextEdit, ToolVerdict } from '../types.ts';
import { type ToolPlan, withWrappedHandler } from './plan-registration.ts';

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
  const field = accountField(place, project);
  if (!field)
    return opaque('opaque-schema', `no zod import for it can be told in ${project.pathOf(place.getSourceFile())}`);
  if (found.generation === 'v2' && field.zod.isVersion3)
    return opaque('opaque-schema', 'SDK v2 cannot list a zod 3 schema');
  const edits = [...field.edits, ...edit(field.text)];
  const path = project.pathOf(place.getSourceFile());
  return withWrappedHandler(
    found,
    { verdict, reason: '', edits: [{ path, edits, imports: ['targetAccountId'] }] },
    project,
  );
}

function opaque(verdict: ToolVerdict, reason: string): ToolPlan {
  return { verdict, reason, edits: [] };
}
