import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { transform } from '../src/transform.ts';
import type { SourceText } from '../src/types.ts';
import {
  GOLDEN,
  type GoldenCase,
  goldenCases,
  INSTALLED,
  installCase,
  REPOSITORY,
  readSide,
  removeInstalledCases,
} from './support/golden.ts';

const CASES = goldenCases();

afterAll(removeInstalledCases);

describe('golden cases', () => {
  it('are enough to mean something', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(25);
  });

  it.each(CASES.map(({ name }) => name))('%s is rewritten to the byte', (name) => {
    const input = readSide(name, 'input');
    expect(afterTransform(input)).toEqual(readSide(name, 'expected'));
  });

  it.each(CASES.map(({ name }) => name))('%s is left alone by a second run', (name) => {
    const { tools, clients, files } = transform(readSide(name, 'expected'));
    expect(files).toEqual([]);
    expect(tools.map(({ verdict }) => verdict)).toEqual(tools.map(() => 'already-done'));
    expect(tools.map(({ how }) => how)).not.toContain('manual');
    expect(clients.filter(({ how }) => how === 'source').map(({ verdict }) => verdict)).not.toContain('construction');
  });
});

function afterTransform(input: readonly SourceText[]): SourceText[] {
  const changed = new Map(transform(input).files.map(({ path, after }) => [path, after]));
  return input.map(({ path, text }) => ({ path, text: changed.get(path) ?? text }));
}

describe('type checking with the real compiler and the real SDKs', () => {
  it.each([4, 3] as const)(
    'finds no error in the zod %s servers, neither before nor after the run',
    (zod) => {
      const errors = typeErrors(
        CASES.filter((golden) => golden.zod === zod),
        zod,
      );
      expect(errors).toEqual([]);
    },
    180_000,
  );
});

/** All inputs and outputs in one program: the SDK's types are checked once. */
function typeErrors(cases: readonly GoldenCase[], zod: 3 | 4): string[] {
  const files = cases.flatMap((golden) =>
    (['input', 'expected'] as const).flatMap((side) => sourceFiles(golden, side)),
  );
  const program = ts.createProgram(files, compilerOptions(zod));
  return ts.getPreEmitDiagnostics(program).map(describeError);
}

function sourceFiles(golden: GoldenCase, side: 'input' | 'expected'): string[] {
  const folder = installCase(golden, side);
  const sources = readSide(golden.name, side).filter(({ path }) => /\.[cm]?[jt]s$/.test(path));
  return sources.map(({ path }) => join(folder, path));
}

function compilerOptions(zod: 3 | 4): ts.CompilerOptions {
  return {
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    typeRoots: [join(REPOSITORY, 'node_modules/@types')],
    types: ['node'],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    experimentalDecorators: true,
    allowJs: true,
    checkJs: false,
    preserveSymlinks: zod === 3,
  };
}

function describeError({ file, start, messageText }: ts.Diagnostic): string {
  const message = ts.flattenDiagnosticMessageText(messageText, ' ');
  const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
  return `${file?.fileName.slice(INSTALLED.length + 1)}:${line}: ${message}`;
}

describe('the golden folder', () => {
  it('has a manifest on both sides of every case, with the library among the dependencies after the run', () => {
    for (const { name } of CASES) {
      const manifest = readFileSync(join(GOLDEN, name, 'expected/package.json'), 'utf8');
      expect(JSON.parse(manifest).dependencies, name).toHaveProperty('@mcp-multi-account/cred-extract', '^0.1.0');
    }
  });
});
