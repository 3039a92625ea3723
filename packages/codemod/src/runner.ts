import { join } from 'node:path';
import { ManifestError } from './manifest/manifest-edit.ts';
import { SourceSyntaxError } from './project/parse.ts';
import { type ProjectFiles, readProject } from './read-project.ts';
import { Refusal } from './refusal.ts';
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
  const result = transformOrRefuse(project);
  if (result.tools.length === 0) throw new Refusal(noTools(path));
  if (options.dryRun) return result;
  options.onProgress?.(`Writing ${result.files.length} files`);
  const changes = result.files.map((file) => ({ ...file, path: join(project.root, file.path) }));
  await writeFiles(changes, options.fileSystem);
  return result;
}

function transformOrRefuse({ files, resolution }: ProjectFiles): TransformResult {
  try {
    return transform(files, { resolution });
  } catch (error) {
    if (error instanceof SourceSyntaxError)
      throw new Refusal(`${error.message} Correct this first; nothing was changed.`);
    if (error instanceof ManifestError) throw new Refusal(`${error.message} Nothing was changed.`);
    throw error;
  }
}

function noTools(path: string): string {
  return (
    `No MCP tools found in ${path}.\n` +
    'Looked for registerTool, tool and setRequestHandler of @modelcontextprotocol/sdk and @modelcontextprotocol/server, and addTool of fastmcp,\n' +
    'outside node_modules, build output and tests. Give the folder that holds the source of the server.'
  );
}
