import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { findInstallation, type Installation } from './package-manager.ts';
import type { RunResult } from './runner.ts';

/** The commands to type after a run, from `cwd`: look at it, install the library, prove it, undo it. None when nothing changed. */
export async function nextSteps(result: RunResult, paths: readonly string[], cwd: string): Promise<string[]> {
  if (result.files.length === 0) return [];
  const manifests = result.written.filter((path) => basename(path) === 'package.json');
  const found = await Promise.all(manifests.map((path) => findInstallation(dirname(path))));
  const installs = found.map((installation) => installCommand(installation, cwd));
  return [
    ['git diff', ...paths.filter((path) => path !== '.').map(quoted)].join(' '),
    ...new Set(installs),
    'mcp-multi-account verify -- <command that starts the server>',
    ...result.undo.map(({ folder, file }) => undoCommand(folder, file, cwd)),
  ];
}

/** From `cwd`. */
export function installCommand({ manager, folder }: Installation, cwd: string): string {
  if (resolve(folder) === resolve(cwd)) return `${manager} install`;
  const where = quoted(fromHere(folder, cwd));
  switch (manager) {
    case 'npm':
      return `npm install --prefix ${where}`;
    case 'pnpm':
      return `pnpm --dir ${where} install`;
    case 'yarn':
      return `yarn --cwd ${where} install`;
    case 'bun':
      return `bun install --cwd ${where}`;
  }
}

/** As a comment, so that somebody who copies all lines does not undo what was done. */
function undoCommand(folder: string, file: string, cwd: string): string {
  const where = fromHere(folder, cwd);
  return `git${where === '' ? '' : ` -C ${quoted(where)}`} apply -R ${file}  # undoes this run`;
}

/** Relative, unless that leads out of the folder one is in. */
function fromHere(folder: string, cwd: string): string {
  const path = relative(resolve(cwd), resolve(folder));
  return path.startsWith('..') ? join(folder) : path.split(sep).join('/');
}

/** As a shell takes it in one piece. */
export function quoted(path: string): string {
  return /^[\w./@-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
