import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { ts } from 'ts-morph';
import compiler from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transform } from '../../src/transform.ts';
import { REPOSITORY } from '../support/golden.ts';
import { programs } from './arbitrary-program.ts';
import type { Program } from './program.ts';
import { render, type Source } from './render.ts';
import { observe } from './run-program.ts';

/** `FUZZ_SEED=… npx vitest run packages/codemod/test/fuzz` generates the same servers again. */
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const RUNS = Number(process.env.FUZZ_RUNS ?? 2_000);
/** Starting a server twice, and compiling it, takes ten times as long as converting it. */
const STARTED = Math.ceil(RUNS / 5);
const COMPILED = Math.ceil(RUNS / 20);
const FOLDER = join(REPOSITORY, 'node_modules/.cache/fuzz', String(process.pid));

beforeAll(() => {
  process.env.DATABASE_URL = 'sqlite::memory:';
  process.env.LOG_LEVEL = 'silent';
});

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

function converted({ path, text }: Source): string {
  const { tools, clients, files } = transform([{ path, text }]);
  expect(tools.map(({ how }) => how)).not.toContain('manual');
  expect(clients.map(({ how }) => how)).not.toContain('manual');
  return files.find((file) => file.path === path)?.after ?? text;
}

/** fastmcp opens its own transport; its golden case is started. */
const startable = programs.filter(({ place }) => place !== 'fastmcp');

describe(`generated servers, seed ${SEED}`, () => {
  it(`are converted, ${RUNS} of them: every tool, every token kept, nothing left for a second run`, () => {
    fc.assert(
      fc.property(programs, (program) => {
        const source = render(program);
        const after = converted(source);
        const again = transform([{ path: source.path, text: after }]);
        expect(again.files).toEqual([]);
        expect(again.tools.map(({ name }) => name).sort()).toEqual([...source.tools].sort());
        expect(again.tools.map(({ verdict }) => verdict)).toEqual(source.tools.map(() => 'already-done'));
        expectTokensKept(source.text, after);
        expectSameLayout(source.text, after);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  }, 300_000);

  it(`answer as before, list the parameter, and refuse an account that they do not know, ${STARTED} of them`, async () => {
    await fc.assert(
      fc.asyncProperty(startable, async (program) => {
        const source = render(program);
        const before = await observe(source.text);
        const after = await observe(converted(source));
        expect(after.tools.map(({ name }) => name)).toEqual(before.tools.map(({ name }) => name));
        expect(after.answers).toEqual(before.answers);
        for (const { inputSchema } of after.tools) {
          expect(inputSchema.properties?.target_account_id).toMatchObject({ type: 'string', description: /12-digit/ });
          expect(inputSchema.required ?? []).not.toContain('target_account_id');
        }
        for (const answer of after.targeted) expect(answer).toMatch(/"error_type"/);
      }),
      { seed: SEED, numRuns: STARTED },
    );
  }, 300_000);

  it('would be told apart from servers that are not converted, or not in every place', async () => {
    const [program] = fc.sample(
      programs.filter(({ place, tools }) => place === 'top' && tools.length === 1 && tools[0]?.schema === 'shape'),
      { seed: SEED, numRuns: 1 },
    );
    const source = render(program as Program);
    const unconverted = await observe(source.text);
    expect(unconverted.tools.map(({ inputSchema }) => inputSchema.properties)).not.toEqual([
      expect.objectContaining({ target_account_id: expect.anything() }),
    ]);
    const unwrapped = await observe(converted(source).replace('withAccountContext(', '('));
    for (const answer of [...unconverted.targeted, ...unwrapped.targeted]) expect(answer).not.toMatch(/"error_type"/);
  });

  it(`compile as before, ${COMPILED} of them`, () => {
    const sources = fc.sample(
      programs.filter(({ language }) => language === 'ts'),
      { seed: SEED, numRuns: COMPILED },
    );
    const pairs = sources.map(render).map((source) => [source.text, converted(source)] as const);
    expect(typeErrors(pairs)).toEqual([]);
  }, 300_000);
});

/** Kind and text of every token stay, in their order: the edits only add. `process.env` may give way to accountEnv(). */
function expectTokensKept(before: string, after: string): void {
  const left = tokens(before.replaceAll('...process.env,', '...accountEnv(),'));
  let index = 0;
  for (const token of tokens(after)) if (token === left[index]) index += 1;
  expect(left.slice(index, index + 10), after).toEqual([]);
}

function tokens(text: string): string[] {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, text);
  const found: string[] = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan())
    found.push(scanner.getTokenText());
  return found;
}

/** The mark, the shebang and the line endings are the file's own; comments are all there. */
function expectSameLayout(before: string, after: string): void {
  const first = /^\uFEFF?(?:#!.*\r?\n)?/;
  expect(first.exec(after)?.[0]).toBe(first.exec(before)?.[0]);
  const strays = before.includes('\r\n') ? /(?<!\r)\n/ : /\r/;
  expect(strays.test(after), after).toBe(false);
  const comments = (text: string) => text.match(/\/\/.*|\/\*.*?\*\//g)?.map((comment) => comment.trim());
  expect(comments(after)).toEqual(comments(before));
}

/** Errors of the converted servers, in one program; a generated server that does not compile is a defect of the grammar. */
function typeErrors(pairs: readonly (readonly [before: string, after: string])[]): string[] {
  const files = pairs.flatMap(([before, after], index) => [
    written(`${index}/before.ts`, before),
    written(`${index}/after.ts`, after),
  ]);
  const program = compiler.createProgram(files, {
    target: compiler.ScriptTarget.ES2023,
    module: compiler.ModuleKind.NodeNext,
    moduleResolution: compiler.ModuleResolutionKind.NodeNext,
    moduleDetection: compiler.ModuleDetectionKind.Force,
    typeRoots: [join(REPOSITORY, 'node_modules/@types')],
    types: ['node'],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
  });
  return compiler.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const message = compiler.flattenDiagnosticMessageText(messageText, ' ');
    const line = file?.text.slice(start, (start ?? 0) + 160) ?? '';
    return `${file?.fileName.slice(FOLDER.length)}: ${message}\n${line}`;
  });
}

function written(path: string, text: string): string {
  const file = join(FOLDER, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(join(FOLDER, 'package.json'), '{ "type": "module" }');
  writeFileSync(file, text);
  return file;
}
