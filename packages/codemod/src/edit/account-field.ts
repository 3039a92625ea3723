import type { Node } from 'ts-morph';
import { PARAMETER } from '../classify/schema.ts';
import { type ZodBinding, zodBinding } from '../classify/zod-binding.ts';
import type { ToolProject } from '../project/parse.ts';
import type { TextEdit } from '../types.ts';
import { libraryImportEdits } from './library-imports.ts';

/** The field as it is written at one place, and the zod it is written with. */
export interface AccountField {
  readonly text: string;
  readonly zod: ZodBinding;
  /** The import of zod, where the file has none. */
  readonly edits: readonly TextEdit[];
}

/** `target_account_id: z.string().optional().describe(targetAccountId.description)`; undefined without a provable zod. */
export function accountField(place: Node, project: ToolProject): AccountField | undefined {
  const zod = zodBinding(place, project);
  if (!zod) return undefined;
  const library = libraryImportEdits(place.getSourceFile(), new Set(['targetAccountId'])).localName('targetAccountId');
  const text = `${PARAMETER}: ${zod.name}.string().optional().describe(${library}.description)`;
  return { text, zod, edits: zod.edits };
}

/** `target_account_id: { type: z.string().optional(), description: targetAccountId.description }` of `mcp-framework`. */
export function describedAccountField(place: Node, project: ToolProject): AccountField | undefined {
  const field = accountField(place, project);
  if (!field) return undefined;
  const library = libraryImportEdits(place.getSourceFile(), new Set(['targetAccountId'])).localName('targetAccountId');
  const text = `${PARAMETER}: { type: ${field.zod.name}.string().optional(), description: ${library}.description }`;
  return { ...field, text };
}
