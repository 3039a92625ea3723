import { realpath } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import type { Selection } from '../plan/select-tools.ts';
import { applyPlan, type ProjectPlan, planProject } from '../transform.ts';
import type { SkippedPath, Strategy, TransformResult } from '../types.ts';
import { requireCleanTree } from './git-status.ts';
import { type Conversion, mergeConversions } from './merge-conversions.ts';
import { type ProjectFiles, readProject } from './read-project.ts';
import { noToolsRefusal, refuseUnreadable } from './refuse-unreadable.ts';
import { leaveOutByName, requireMatches, type ToolNames } from './tool-names.ts';
import { byPatchFolder, removeUndoPatch, type UndoPatch, writeUndoPatch } from './undo-patch.ts';
import { type FileSystem, writeFiles } from './write-files.ts';

export interface RunOptions extends ToolNames {
  /** Default `auto`. */
  readonly strategy?: Strategy;
  /** Default false: the changed files are written. */
  readonly dryRun?: boolean;
  /** Default false: a git tree with uncommitted changes is refused, unless there is nothing to write. */
  readonly force?: boolean;
  /** Default true: the README gets a section on the parameter. */
  readonly readme?: boolean;
  /** Asked once for each project before anything is written: what to leave out of its plan. Default: nothing. */
  readonly choose?: (plan: ProjectPlan) => Promise<NonNullable<Selection['leaveOut']>>;
  /** Called with what happens next, for a progress line. */
  readonly onProgress?: (step: string) => void;
  /** Default: the real one. */
  readonly fileSystem?: FileSystem;
}

/** Paths are relative to the project; where there are several, to the current folder. */
export interface RunResult extends TransformResult {
  readonly skipped: readonly SkippedPath[];
  /** Absolute, empty in a dry run. */
  readonly written: readonly string[];
  /** One for each project that was changed. */
  readonly undo: readonly UndoPatch[];
}

/**
 * Rewrites the MCP servers at `paths`: folders, or single source files. Writes all changed files of all of them, or none.
 *
 * @throws Refusal when there is nothing to work on or a project cannot be changed; nothing was written then.
 */
export async function run(paths: string | readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const given = typeof paths === 'string' ? [paths] : await withoutNested(paths);
  const conversions: Conversion[] = [];
  for (const path of given) conversions.push(await convert(path, options));
  requireMatches(
    options,
    conversions.flatMap(({ result }) => result.tools),
  );
  const changes = conversions.flatMap((conversion) => conversion.changes);
  const isWritten = !options.dryRun && changes.length > 0;
  const undo = isWritten ? await write(conversions, options) : [];
  const written = isWritten ? [...new Set(changes.map(({ path }) => path))] : [];
  return { ...mergeConversions(conversions), written, undo };
}

/** A path inside another one is worked on with it. */
async function withoutNested(paths: readonly string[]): Promise<string[]> {
  const real = await Promise.all(paths.map((path) => realpath(path).catch(() => resolve(path))));
  return paths.filter((_, index) => {
    const own = real[index] ?? '';
    return !real.some((other, at) =>
      other === own ? at < index : own.startsWith(other.endsWith(sep) ? other : other + sep),
    );
  });
}

async function convert(path: string, options: RunOptions): Promise<Conversion> {
  options.onProgress?.(`Reading ${path}`);
  const project = await readProject(path);
  options.onProgress?.(`Looking at ${project.files.length} files of ${path}`);
  const result = await transformed(project, options);
  if (result.tools.length === 0) throw noToolsRefusal(path);
  const changes = result.files.map((file) => ({ ...file, path: join(project.root, file.path) }));
  return { root: project.root, result, skipped: project.skipped, changes };
}

/** With choices made, the plan is made again: what is left out may change how the rest is covered. */
async function transformed({ files, resolution }: ProjectFiles, options: RunOptions): Promise<TransformResult> {
  const leaveOut = leaveOutByName(options);
  const base = {
    resolution,
    leaveOut,
    markers: true,
    readme: options.readme ?? true,
    strategy: options.strategy ?? 'auto',
  };
  const plan = refuseUnreadable(() => planProject(files, base));
  if (!options.choose) return refuseUnreadable(() => applyPlan(plan));
  options.onProgress?.('');
  const declined = await options.choose(plan);
  return applyPlan(planProject(files, { ...base, leaveOut: (item) => leaveOut(item) ?? declined(item) }));
}

async function write(conversions: readonly Conversion[], options: RunOptions): Promise<UndoPatch[]> {
  const changed = conversions.filter(({ changes }) => changes.length > 0);
  for (const each of options.force ? [] : changed) {
    await requireCleanTree(
      each.root,
      each.changes.map(({ path }) => path),
    );
  }
  const changes = new Map(changed.flatMap((conversion) => conversion.changes.map((change) => [change.path, change])));
  options.onProgress?.(`Writing ${changes.size} files`);
  const undo: UndoPatch[] = [];
  try {
    for (const [folder, patched] of byPatchFolder(changed)) undo.push(await writeUndoPatch(folder, patched));
    await writeFiles([...changes.values()], options.fileSystem);
  } catch (error) {
    await Promise.all(undo.map(removeUndoPatch));
    throw error;
  }
  return undo;
}
