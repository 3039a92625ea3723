import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InitVerdict } from '../../../src/init/types.ts';
import { REPOSITORY } from '../../support/golden.ts';

const GOLDEN = fileURLToPath(new URL('../../init-golden/', import.meta.url));
/** Copies of the cases. Not in node_modules, where Node takes the types away from no file. */
const COPIES = mkdtempSync(join(tmpdir(), 'init-golden-'));
symlinkSync(join(REPOSITORY, 'node_modules'), join(COPIES, 'node_modules'));

/** A server before and after, and what is said of it. */
export interface InitCase {
  readonly name: string;
  readonly verdict: InitVerdict;
  readonly reason: string;
  /** Absent where nothing is written. */
  readonly built?: string;
  /** What the Dockerfile names, where its own search would not do. */
  readonly entryArgument?: string;
  readonly left: readonly string[];
  readonly notes: readonly string[];
  /** Default true: with its own tsconfig, where it has one. False for packages that are not installed here. */
  readonly compile?: false;
  /** Whether it is really started through its entry file. */
  readonly start?: true;
}

export function initCases(): InitCase[] {
  return globSync('*/case.json', { cwd: GOLDEN })
    .sort()
    .map((path) => ({ ...JSON.parse(readFileSync(join(GOLDEN, path), 'utf8')), name: path.split('/')[0] }) as InitCase);
}

/** A copy of the server, before or after, where packages resolve. Of one that is refused, both are the same. */
export function copyCase(name: string, side: 'input' | 'expected'): string {
  const folder = join(COPIES, name);
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(GOLDEN, name, 'input'), folder, { recursive: true });
  const after = join(GOLDEN, name, 'expected');
  if (side === 'expected' && existsSync(after)) cpSync(after, folder, { recursive: true });
  return folder;
}

export function removeCopies(): void {
  rmSync(COPIES, { recursive: true, force: true });
}

/** The files of one side, by their paths. */
export function sideOf(name: string, side: 'input' | 'expected'): Record<string, string> {
  return filesIn(join(GOLDEN, name, side));
}

export function filesIn(folder: string): Record<string, string> {
  const paths = globSync('**/{*,.*}', { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = paths.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length).replace(/^\//, ''));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
