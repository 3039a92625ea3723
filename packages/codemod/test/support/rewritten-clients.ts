import { planClients } from '../../src/clients/plan-clients.ts';
import { libraryImportEdits } from '../../src/edit/library-imports.ts';
import { applyEdits } from '../../src/edit/splice.ts';
import type { ClientReport, LibraryImport } from '../../src/types.ts';
import { parsedProject } from './parsed-project.ts';

export interface RewrittenClients {
  readonly reports: readonly ClientReport[];
  /** Every file of the project, changed or not. */
  readonly files: Readonly<Record<string, string>>;
}

/** What the client half of the codemod makes of a project, library imports included. */
export function rewrittenClients(files: Readonly<Record<string, string>>): RewrittenClients {
  const project = parsedProject(files);
  const planned = planClients(project);
  const after = project.files.map((file): [path: string, text: string] => {
    const path = project.pathOf(file);
    const own = planned.flatMap(({ edits }) => edits).filter((edit) => edit.path === path);
    const names = new Set<LibraryImport>(own.flatMap(({ imports }) => imports));
    const edits = [...own.flatMap((edit) => edit.edits), ...libraryImportEdits(file, names).edits];
    return [path, applyEdits(files[path] ?? '', edits)];
  });
  return { reports: planned.map(({ report }) => report), files: Object.fromEntries(after) };
}
