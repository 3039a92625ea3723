import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceText } from '../../src/types.ts';

/** The repository, wherever it is checked out. */
export const REPOSITORY = fileURLToPath(new URL('../../../../', import.meta.url));
export const GOLDEN = fileURLToPath(new URL('../golden/', import.meta.url));

const STAND_INS = fileURLToPath(new URL('../stand-ins/', import.meta.url));

/** Copies of the cases, where packages resolve. */
export const INSTALLED = join(REPOSITORY, 'node_modules/.cache/golden', String(process.pid));

/** A server before and after the codemod, and the call that it has to answer the same in both. */
export interface GoldenCase {
  readonly name: string;
  readonly entry: string;
  readonly call: string;
  readonly arguments: Record<string, unknown>;
  readonly text: string;
  /** 3 for a project with zod 3; the repository's own zod is version 4. */
  readonly zod: 3 | 4;
  /** Packages too large to install for a test: small copies of what a server sees of them, in `test/stand-ins`. */
  readonly standIns: readonly string[];
}

export type Side = 'input' | 'expected';

/** Each folder is one behaviour, named after it; its package.json says how to try it. */
export function goldenCases(): GoldenCase[] {
  return globSync('*/input/package.json', { cwd: GOLDEN })
    .sort()
    .map((path) => {
      const { golden } = JSON.parse(readFileSync(join(GOLDEN, path), 'utf8')) as { golden: Partial<GoldenCase> };
      const name = path.split('/')[0] as string;
      if (!golden?.entry || !golden.call) throw new Error(`${path} lacks "golden": { entry, call, arguments, text }`);
      return { zod: 4, arguments: {}, text: '', standIns: [], ...golden, name } as GoldenCase;
    });
}

export function readSide(name: string, side: Side): SourceText[] {
  const root = join(GOLDEN, name, side);
  return globSync('**/*.*', { cwd: root })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** A copy inside the repository's node_modules, so that packages resolve as in an installed project. */
export function installCase({ name, zod, standIns }: GoldenCase, side: Side): string {
  const project = join(INSTALLED, name);
  const folder = join(project, side);
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(GOLDEN, name, side), folder, { recursive: true });
  if (zod === 3) installZod3(join(project, 'node_modules'));
  for (const standIn of standIns)
    cpSync(join(STAND_INS, standIn), join(project, 'node_modules', standIn), { recursive: true });
  return folder;
}

export function removeInstalledCases(): void {
  rmSync(INSTALLED, { recursive: true, force: true });
}

/** The SDK beside it, so that a compiler which keeps to the links gives the SDK's types this zod too. */
function installZod3(modules: string): void {
  if (existsSync(join(modules, 'zod'))) return;
  const packages = { zod: 'zod3', '@modelcontextprotocol/sdk': '@modelcontextprotocol/sdk' };
  for (const [name, source] of Object.entries(packages)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(REPOSITORY, 'node_modules', source), join(modules, name));
  }
}
