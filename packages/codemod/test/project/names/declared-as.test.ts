import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Node, SyntaxKind } from 'ts-morph';
import { describe, expect, it, vi } from 'vitest';
import { declaredAs, declaredHere, valueNamed, visibleAs } from '../../../src/project/names/declared-as.ts';
import { parseProject, type ToolProject } from '../../../src/project/parse.ts';
import { nodeWithText } from '../../support/tools.ts';

const MODULE = "import '@modelcontextprotocol/sdk';\n";

function parsed(files: Record<string, string>): ToolProject {
  return parseProject(Object.entries(files).map(([path, text]) => ({ path, text: `${text}\n${MODULE}` })));
}

function identifiers(project: ToolProject): Node[] {
  return project.files.flatMap((file) => file.getDescendantsOfKind(SyntaxKind.Identifier));
}

/** What the type checker says: the answer to compare with. */
function byChecker(name: Node): Node | undefined {
  const symbol = name.getSymbol();
  const target = symbol?.isAlias() ? (symbol.getAliasedSymbol() ?? symbol) : symbol;
  return target?.getValueDeclaration() ?? target?.getDeclarations()[0];
}

function byScopes(name: Node): Node | 'unsure' | undefined {
  const declared = declaredAs(name);
  if (typeof declared !== 'object') return declared === 'unsure' ? declared : undefined;
  return declared.isFound ? declared.declaration : undefined;
}

function place(node: Node | undefined): string {
  return node
    ? `${node.getKindName()} at ${node.getSourceFile().getFilePath()}:${node.getStartLineNumber()}`
    : 'nothing';
}

/** Identifiers of which scopes say another thing than the checker; those that they leave to it are right by definition. */
function disagreements(names: readonly Node[]): string[] {
  return names.flatMap((name) => {
    const found = byScopes(name);
    const expected = found === 'unsure' ? found : byChecker(name);
    if (found === 'unsure' || found === expected) return [];
    return [`${name.getText()} in line ${name.getStartLineNumber()}: ${place(found)}, not ${place(expected as Node)}`];
  });
}

function leftToChecker(names: readonly Node[]): string[] {
  return names.filter((name) => declaredAs(name) === 'unsure').map((name) => name.getText());
}

const SCOPES: Record<string, string> = {
  'a parameter that hides an import': "import { z } from 'zod'; export function f(z: number) { return z; } z;",
  'a local constant that hides a parameter': 'export function f(a: number) { { const a = 2; a; } return a; }',
  'a constant of a block, and one of the same name outside': 'const a = 1; if (a) { const a = 2; a; } a;',
  'a constant that is used above its declaration': 'export const f = () => later; const later = 1;',
  'a function that is used above its declaration': 'call(); function call() {}',
  'a function declared in a block': 'const f = 1; { f(); function f() {} } f;',
  'a var that is hoisted out of blocks, loops and conditions':
    'const a = 0; export function f() { a; if (a) { for (var i = 0; ; ) { try { var a = i; } catch { var b = a; } } } return [a, b, i]; }',
  'a var of a switch and of a labelled loop':
    'export function f() { x: for (;;) { switch (v) { case 1: var v = 1; } } }',
  'a var that stays in its function':
    'const a = 1; export function f() { const g = () => { var a = 2; return a; }; return [a, g]; }',
  'a var of a file': 'if (true) { var a = 1; } export const b = a;',
  'loop variables of every kind':
    'const a = [1]; for (const a of [2]) a; for (const a in {}) a; for (let a = 0; a < 1; a += 1) a; a;',
  'a catch variable': 'const error = 1; try { error; } catch (error) { error; } try {} catch { error; }',
  'a case block': 'const a = 1; switch (a) { case 1: const b = a; break; default: b; }',
  'patterns of parameters and variables':
    'const { a, b: { c }, ...d } = {} as any; const [e, , f] = [] as any; export const g = ({ a, x: [c = a] = e }: any) => [a, c, d, e, f];',
  'a default that may not see the body': 'const a = 1; export function f(b = a) { const a = 2; return [a, b]; }',
  'a default that sees the parameters before it': 'const a = 1; export const f = (a: number, b = a) => b; a;',
  'the name of a function expression': 'const f = 1; export const g = function f(): any { return f; }; f;',
  'a parameter called like its function expression': 'export const g = function f(f: any) { return f; };',
  'a function with a variable of its own name': 'export function f() { const f = 1; return f; } f;',
  'the name of a class expression': 'export const C = class D { make() { return new D(); } }; const D = 1; D;',
  'class members, which are in no scope': 'const a = 1; export class C { a = 2; read() { return a; } static b = a; }',
  overloads:
    'export function f(a: string): void; export function f(a: number): void; export function f(a: any) { f(a); } f(1);',
  'a type and a value of one name': 'export const T = 1; export type T = number; export const a: T = T;',
  'an interface and a class of one name': 'interface A { a: 1 } class A { b = 1 } export const a: A = new A();',
  'an enum, also from within': 'export enum E { A = 1, B = A } export const e: E = E.A;',
  'type parameters': 'type T = 1; export function f<T>(a: T): T { const b: T = a; return b; } export const a: T = 1;',
  'type parameters of types':
    'type T = 1; interface I<T> { a: T } type M<K> = { [P in keyof K]: P }; export type A = I<T> & M<T>;',
  'inferred types': 'export type R<F> = F extends () => infer T ? T : never; type T = 1; export const a: T = 1;',
  'typeof queries': 'const a = 1; export const f = (a: string): typeof a => a; export type A = typeof a;',
  'what extends and what implements':
    'class A {} interface B {} export class C extends A implements B {} export interface D extends B {}',
  namespaces: 'namespace N { export const a = 1; a; } export const a = N.a; import M = N; M;',
  'merged namespaces': 'function f() {} namespace f { export const a = 1; } f(); f.a;',
  'names that nothing declares':
    'process.env; console.log(undefined); export const f = () => arguments; let a: Promise<string>;',
  'properties and shorthands': 'const a = 1; const b = 2; export const c = { a, b: b, [a]: a, a() { return a; } };',
  labels: 'const a = 1; a: for (;;) { break a; }',
  'this and new': 'export class S { constructor(private readonly s: S) { s; this.s; new S(s); } }',
  'private names': 'export class S { #a = 1; a() { return this.#a; } }',
};

const MODULES: Record<string, Record<string, string>> = {
  'named, renamed and default imports': {
    'a.ts': "import d, { a, b as c } from './b.js'; export const x = [d, a, c];",
    'b.ts': 'export const a = 1; export const b = 2; export default function d() {}',
  },
  'a namespace import': { 'a.ts': "import * as b from './b'; b.c; export default b;", 'b.ts': 'export const c = 1;' },
  'imports that lead into packages': {
    'a.ts':
      "import z, { z as y } from 'zod'; import * as x from 'zod'; import { w } from './b.js'; export default [x, y, z, w];",
    'b.ts': "export { z as w } from 'zod'; export * from 'zod';",
  },
  'an import that nothing exports': { 'a.ts': "import { no } from './b.js'; no;", 'b.ts': 'const no = 1; export {};' },
  're-exports, also of everything': {
    'a.ts': "import { a, b, c } from './b.js'; a; b; c;",
    'b.ts': "export { a } from './c.js'; export * from './c.js'; import { d } from './c.js'; export { d as c };",
    'c.ts': 'export const a = 1; export const b = 2; export const d = 3;',
  },
  'two modules that export one name': {
    'a.ts': "import { a } from './b.js'; a;",
    'b.ts': "export * from './c.js'; export * from './d.js';",
    'c.ts': 'export const a = 1;',
    'd.ts': 'export const a = 2;',
  },
  'one module that is exported twice': {
    'a.ts': "import { a } from './b.js'; a;",
    'b.ts': "export * from './c.js'; export * from './d.js';",
    'c.ts': 'export const a = 1;',
    'd.ts': "export * from './c.js';",
  },
  'exports that go in a circle': {
    'a.ts': "import { a } from './b.js'; a; export { a } from './b.js'; export * from './b.js';",
    'b.ts': "export { a } from './a.js'; export * from './a.js';",
  },
  'default exports of names and of values': {
    'a.ts':
      "import b from './b.js'; import c from './c.js'; import d from './d.js'; import e from './e.js'; [b, c, d, e];",
    'b.ts': 'const b = 1; export default b;',
    'c.ts': 'export default { c: 1 };',
    'd.ts': 'export default function () {}',
    'e.ts': 'const e = { f: 1 }; export default e.f;',
  },
  'an export that is declared after it is exported': {
    'a.ts': "import { b as c } from './b.js'; c;",
    'b.ts': 'export { a as b }; const a = 1;',
  },
  'types, which are imported like values': {
    'a.ts': "import type { T } from './b.js'; import { type U } from './b.js'; let t: T; let u: U;",
    'b.ts': 'export interface T { a: 1 } export type U = T;',
  },
  'JavaScript beside TypeScript': {
    'a.ts': "import { a } from './b.js'; import { c } from './c.cjs'; a; c;",
    'b.js': 'export const a = 1; const b = a; b;',
    'c.cjs': 'exports.c = 1; const { c } = require("./c.cjs"); c;',
  },
  'export assignments': {
    'a.ts': "import b = require('./b'); b; import c from './b'; c;",
    'b.ts': 'const b = 1; export = b;',
  },
  'ambient declarations': {
    'a.ts': "import { a } from 'ambient'; a; free;",
    'b.ts': "declare module 'ambient' { export const a: 1; } declare global { const free: 1; } export {};",
  },
  folders: {
    'a.ts': "import { a } from './lib'; import { b } from '.'; a; b;",
    'lib/index.ts': 'export const a = 1;',
    'index.ts': 'export const b = 1;',
  },
};

describe('names by their scopes', () => {
  it.each(Object.entries(SCOPES))('are what the type checker says: %s', (_, text) => {
    expect(disagreements(identifiers(parsed({ 'a.ts': text })))).toEqual([]);
  });

  it.each(Object.entries(MODULES))('are what the type checker says across files: %s', (_, files) => {
    expect(disagreements(identifiers(parsed(files)))).toEqual([]);
  });

  it('are what the type checker says in the sources of this package, and hardly ever left to it', () => {
    const folder = fileURLToPath(new URL('../../../src/', import.meta.url));
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
    const names = identifiers(
      parsed(Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]))),
    );
    expect(disagreements(names)).toEqual([]);
    const read = names.filter((name) => Node.isCallExpression(name.getParent()));
    expect(read.length).toBeGreaterThan(1_000);
    expect(leftToChecker(read)).toEqual([]);
  }, 120_000);

  it('are those of a file that is no module only where the checker says so', () => {
    const project = parseProject([
      { path: 'a.ts', text: '// modelcontextprotocol\nconst shared = 1; shared;' },
      { path: 'b.ts', text: `${MODULE}shared; export const other = 1; other;` },
    ]);
    expect(disagreements(identifiers(project))).toEqual([]);
    expect(leftToChecker(identifiers(project))).toEqual(['shared', 'shared', 'shared']);
  });

  it('start no type checker', () => {
    const project = parsed({
      'a.ts': "import { b } from './b.js'; import { z } from 'zod'; export const f = (a: Date) => [a, b, z, free];",
      'b.ts': 'export const b = 1;',
    });
    const [file] = project.files;
    const checker = vi.spyOn(
      file?.getProject().getTypeChecker() as object as { compilerObject: unknown },
      'compilerObject',
      'get',
    );
    expect(leftToChecker(identifiers(project))).toEqual([]);
    expect(checker).not.toHaveBeenCalled();
    identifiers(project)[1]?.getSymbol();
    expect(checker).toHaveBeenCalled();
  });
});

describe('a name that leads into a package', () => {
  it('ends at the last import or export on the way', () => {
    const project = parsed({ 'a.ts': "import { w } from './b.js'; use(w);", 'b.ts': "export { z as w } from 'zod';" });
    const declared = declaredAs(argumentOf(project));
    expect(declared).toMatchObject({ isFound: false });
    expect(typeof declared === 'object' && declared.declaration.getText()).toBe('z as w');
  });

  it('is its import, seen from its own file', () => {
    const project = parsed({ 'a.ts': "import { w } from './b.js'; use(w);", 'b.ts': 'export const w = 1;' });
    const declared = declaredHere(argumentOf(project));
    expect(typeof declared === 'object' && declared.declaration.getKindName()).toBe('ImportSpecifier');
  });

  function argumentOf(project: ToolProject): Node {
    const call = nodeWithText(project, 'use(w)', 'a.ts');
    return (Node.isCallExpression(call) && call.getArguments()[0]) || call;
  }
});

describe('a name asked for at a place', () => {
  const project = parsed({
    'a.ts': "import { b } from './b.js'; first; export const f = (b: number) => { second; }; export const g = { b };",
    'b.ts': 'export const b = 1;',
  });
  const kind = (declared: ReturnType<typeof visibleAs>) =>
    typeof declared === 'object' ? declared.declaration.getKindName() : declared;

  it('is what is visible there', () => {
    expect(kind(visibleAs('b', nodeWithText(project, 'first', 'a.ts')))).toBe('ImportSpecifier');
    expect(kind(visibleAs('b', nodeWithText(project, 'second', 'a.ts')))).toBe('Parameter');
    expect(kind(visibleAs('c', nodeWithText(project, 'second', 'a.ts')))).toBe('nothing');
  });

  it('is followed through imports for the value of a shorthand', () => {
    expect(kind(valueNamed('b', nodeWithText(project, 'first', 'a.ts')))).toBe('VariableDeclaration');
  });
});
