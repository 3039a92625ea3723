import { join } from 'node:path';
import { readProject } from './read-project.ts';
import { noToolsRefusal, refuseUnreadable } from './refuse-unreadable.ts';
import { transform } from './transform.ts';
import type { TransformResult } from './types.ts';
import { type FileSystem, writeFiles } from './write-files.ts';

export interface RunOptions {
  /** Default false: the changed files are written. */
  readonly dryRun?: boolean;
  /** Called with what happens next, for a progress line. */
  readonly onProgress?: (step: string) => void;
  /** Default: the real one. */
  readonly fileSystem?: FileSystem;
}

/**
 * Rewrites the MCP server at `path`: a folder, or one source file. Writes all changed files or none.
 *
 * @throws Refusal when there is nothing to work on or the project cannot be changed; nothing was written then.
 */
export async function run(path: string, options: RunOptions = {}): Promise<TransformResult> {
  options.onProgress?.(`Reading ${path}`);
  const project = await readProject(path);
  options.onProgress?.(`Looking at ${project.files.length} files`);
  const result = refuseUnreadable(() => transform(project.files, { resolution: project.resolution }));
  if (result.tools.length === 0) throw noToolsRefusal(path);
  if (options.dryRun) return result;
  options.onProgress?.(`Writing ${result.files.length} files`);
  const changes = result.files.map((file) => ({ ...file, path: join(project.root, file.path) }));
  await writeFiles(changes, options.fileSystem);
  return result;
}
