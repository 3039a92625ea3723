import { ts } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { buildOf } from '../../../src/init/build/build.ts';
import { type Compiler, emitsModules, takesTopLevelAwait, wouldCompile } from '../../../src/init/build/compiler.ts';
import { builtPath, rootsOf } from '../../../src/init/build/roots.ts';
import { readManifest } from '../../../src/init/package/manifest.ts';
import { executeFile } from '../../../src/init/starts/executed-code.ts';
import { modulesOf, sourceTexts, type Texts } from '../support/modules.ts';

function compiler(given: Partial<Compiler> = {}): Compiler {
  return {
    path: 'tsconfig.json',
    options: {},
    outDir: 'dist',
    rootDir: 'src',
    files: [],
    patterns: {},
    outside: [],
    ...given,
  };
}

function build(manifest: object, files: Texts = { 'src/index.ts': '' }, compilers = [compiler()]) {
  const modules = modulesOf(files);
  const [source = ''] = Object.keys(files);
  const program = { source, runner: undefined, execution: executeFile(source, modules) };
  return buildOf(program, {
    manifest: readManifest(JSON.stringify(manifest)),
    compilers,
    files: sourceTexts(files),
    modules,
  });
}

const script = (text: string) => ({ scripts: { build: text } });

describe('how sources become what Node runs', () => {
  it.each([['tsc'], ['tsc -p .'], ['rm -rf dist && tsc --build'], ['npm run x']])('compiled: %s', (text) => {
    const manifest = { scripts: { build: text, x: 'tsc' } };
    expect(build(manifest)).toMatchObject({ kind: 'compiled' });
  });

  it('compiled by the configuration that the script names', () => {
    const other = compiler({ path: 'tsconfig.build.json' });
    expect(build(script('tsc -p ./tsconfig.build.json'), undefined, [compiler(), other])).toEqual({
      kind: 'compiled',
      compiler: other,
    });
  });

  it.each([
    ['tsup', 'tsup'],
    ['tsc --noEmit && esbuild src/index.ts --bundle', 'esbuild'],
    ['vite build', 'vite'],
    ['bun build src/index.ts --outdir dist', 'bun build'],
    ['tsc && ncc build dist/index.js', 'ncc'],
  ])('bundled: %s', (text, tool) => {
    expect(build(script(text))).toEqual({ kind: 'bundled', tool });
  });

  it("bundled by a script of the project's own, which says so itself", () => {
    const files = { 'src/index.ts': '', 'build.mjs': "import { build } from 'esbuild';" };
    expect(build(script('tsc && node build.mjs'), files)).toEqual({ kind: 'bundled', tool: 'esbuild' });
    expect(build(script('tsc && node post.mjs'), { 'src/index.ts': '', 'post.mjs': '' })).toMatchObject({
      kind: 'compiled',
    });
  });

  it('not at all, where Node runs it as it is', () => {
    expect(build({}, { 'index.js': '' })).toEqual({ kind: 'none' });
    expect(build({}, { 'index.ts': 'const x: number = 1;' })).toEqual({ kind: 'stripped' });
    expect(build(script('tsc --noEmit'), { 'index.ts': '' })).toEqual({ kind: 'stripped' });
    expect(build(script('tsc'), { 'index.ts': '' }, [compiler({ options: { noEmit: true } })])).toEqual({
      kind: 'stripped',
    });
  });

  it.each([
    ['enum X { A }', 'index.ts:1 declares an enum'],
    ['namespace X { export const a = 1; }', 'index.ts:1 declares a namespace'],
    ['class X { constructor(private a: string) {} }', 'index.ts:1 has a parameter property'],
    ['@d class X {}', 'index.ts:1 has a decorator'],
    ["import x = require('x');", 'index.ts:1 imports or exports with "="'],
    ["import { a } from './a';", 'index.ts:1 imports ./a without its extension'],
    ["import { a } from './a.js';", 'index.ts:1 imports ./a.js, which only a build would write'],
    ["import { T } from 'x';\nconst a: T = 1;", 'index.ts:1 imports the type T as if it were a value'],
  ])('needs tsx or a build: %s', (text, why) => {
    const files = { 'index.ts': text, 'a.ts': 'export const a = 1;' };
    expect(build({}, files)).toMatchObject({ kind: 'unbuilt', reason: expect.stringContaining(why) });
    expect(build({ devDependencies: { tsx: '4' } }, files)).toEqual({ kind: 'tsx' });
  });

  it.each([
    ['declare enum X { A }'],
    ["import type { T } from 'x';\nconst a: T = 1;"],
    ["import { type T, b } from 'x';\nconst a: T = b;"],
    ["import { T } from 'x';\nconst a = new T() as T;"],
    ["import { a } from './a.ts';"],
    ["import data from './data.json' with { type: 'json' };"],
  ])('needs neither: %s', (text) => {
    expect(build({}, { 'index.ts': text, 'a.ts': 'export const a = 1;' })).toEqual({ kind: 'stripped' });
  });
});

describe('folders of sources and of output', () => {
  it.each([
    ['src/index.ts', 'dist/index.js', 'src', 'dist'],
    ['src/cli/main.ts', 'build/cli/main.js', 'src', 'build'],
    ['src/index.ts', 'dist/src/index.js', '.', 'dist'],
    ['index.ts', 'dist/index.js', '.', 'dist'],
  ])('are shown by %s and %s', (source, built, from, to) => {
    expect(rootsOf({ source, built }, compiler({ outDir: 'elsewhere' }))).toEqual({ source: from, output: to });
  });

  it('are those of the configuration where package.json shows nothing', () => {
    const program = { source: 'src/a/b.ts', built: undefined };
    expect(rootsOf(program, compiler())).toEqual({ source: 'src', output: 'dist' });
    const { rootDir, ...open } = compiler({ files: ['src/a/b.ts', 'src/a/c/d.ts', 'types/x.d.ts'] });
    expect(rootsOf(program, { ...open, rootDir: undefined })).toEqual({ source: 'src/a', output: 'dist' });
    expect(rootDir).toBe('src');
    expect(rootsOf(program, compiler({ outDir: undefined }))).toEqual({ source: '.', output: '.' });
  });

  it('give the output of a source, and none of one outside', () => {
    const roots = { source: 'src', output: 'dist' };
    expect(['src/a.ts', 'src/b/c.mts', 'src/d.tsx'].map((path) => builtPath(path, roots))).toEqual([
      'dist/a.js',
      'dist/b/c.mjs',
      'dist/d.js',
    ]);
    expect(builtPath('test/a.ts', roots)).toBeUndefined();
  });
});

describe('what a compiler makes of one more file', () => {
  it.each([
    [{ include: ['src'] }, 'src/entrypoint.ts', true],
    [{ include: ['src/**/*'] }, 'src/entrypoint.ts', true],
    [{ include: ['src/**/*.ts'] }, 'entrypoint.ts', false],
    [{ files: ['src/index.ts'] }, 'src/entrypoint.ts', false],
    [{ include: ['src'], exclude: ['src/entry*'] }, 'src/entrypoint.ts', false],
    [{}, 'entrypoint.ts', true],
    [{}, 'entrypoint.mjs', false],
  ])('with %j: %s, %s', (patterns, path, expected) => {
    expect(wouldCompile(path, compiler({ patterns }))).toBe(expected);
  });

  it.each([
    [{ module: ts.ModuleKind.CommonJS }, 'module', false],
    [{ module: ts.ModuleKind.NodeNext }, 'module', true],
    [{ module: ts.ModuleKind.NodeNext }, 'commonjs', false],
    [{ module: ts.ModuleKind.Node16 }, undefined, false],
    [{ module: ts.ModuleKind.ES2022 }, undefined, true],
    [{ module: ts.ModuleKind.Preserve }, undefined, true],
    [{ target: ts.ScriptTarget.ES5 }, undefined, false],
  ] as const)('with %j in a package of type %s: an ES module %s', (options, type, expected) => {
    expect(emitsModules(compiler({ options }), type)).toBe(expected);
  });

  it('takes await outside of functions from ES2022 on', () => {
    const takes = (options: ts.CompilerOptions) => takesTopLevelAwait(compiler({ options }));
    expect(takes({ module: ts.ModuleKind.ES2022, target: ts.ScriptTarget.ES2022 })).toBe(true);
    expect(takes({ module: ts.ModuleKind.NodeNext })).toBe(true);
    expect(takes({ module: ts.ModuleKind.ES2020, target: ts.ScriptTarget.ES2022 })).toBe(false);
    expect(takes({ module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2016 })).toBe(false);
  });
});
