import { generatedFiles } from './generated-file.ts';
import { isOutside } from './outside.ts';
import type { ToolProject } from './parse.ts';

/** The paths of the parsed files that are not to be edited, each with what speaks against it, to follow the file's name. */
export function readOnlyFiles(project: Pick<ToolProject, 'files' | 'pathOf'>): ReadonlyMap<string, string> {
  const outside = project.files.map((file) => project.pathOf(file)).filter(isOutside);
  return new Map([
    ...[...generatedFiles(project)].map((path): [string, string] => [path, 'is generated, and would be again']),
    ...outside.map((path): [string, string] => [path, 'lies outside of the folder given: run on a folder above both']),
  ]);
}
