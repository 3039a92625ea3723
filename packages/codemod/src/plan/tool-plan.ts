import type { Node } from 'ts-morph';
import type { ToolApi } from '../discover/tool-api.ts';
import { type AccountField, accountField } from '../edit/account-field.ts';
import type { ToolProject } from '../project/parse.ts';
import type { FileEdit, TextEdit, ToolVerdict } from '../types.ts';

/** What becomes of one tool: edits in the source, or the reason why there are none. */
export interface ToolPlan {
  readonly verdict: ToolVerdict;
  /** Empty when the tool is covered in the source. */
  readonly reason: string;
  readonly edits: readonly FileEdit[];
}

/** All input schemas of the project: a schema that nothing else reads can be changed where it is declared. */
export type SchemaExpressions = ReadonlySet<Node>;

/** The source is left as it is. */
export function opaque(verdict: ToolVerdict, reason: string): ToolPlan {
  return { verdict, reason, edits: [] };
}

/** The field as it is written at `place`, or the plan of a tool that cannot be given it. */
export function plannedField(place: Node, api: ToolApi, project: ToolProject): AccountField | ToolPlan {
  const field = accountField(place, project);
  if (!field) return noZod(place, project);
  return api === 'v2' && field.zod.isVersion3 ? opaque('opaque-schema', 'SDK v2 cannot list a zod 3 schema') : field;
}

export function noZod(place: Node, project: ToolProject): ToolPlan {
  return opaque('opaque-schema', `no zod import for it can be told in ${project.pathOf(place.getSourceFile())}`);
}

/** Edits that write the field into the file of `place`. */
export function fieldEdit(place: Node, edits: readonly TextEdit[], project: ToolProject): FileEdit {
  return { path: project.pathOf(place.getSourceFile()), edits, imports: ['targetAccountId'] };
}
