import { Node } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { resolveValue, stringValue } from '../../src/project/resolve-value.ts';
import { nodeWithText, project } from '../support/tools.ts';

const SDK = "import '@modelcontextprotocol/sdk';\n";

function used(code: string, expression: string, others: Record<string, string> = {}): Node {
  const call = nodeWithText(
    project({ ...others, 'index.ts': `${SDK}${code}\nuse(${expression});` }),
    `use(${expression})`,
  );
  const [argument] = Node.isCallExpression(call) ? call.getArguments() : [];
  if (!argument) throw new Error('use() takes one argument');
  return argument;
}

const resolved = (...given: Parameters<typeof used>) => resolveValue(used(...given)).getText();

describe('the expression that defines a value', () => {
  it.each([
    ['const a = 1;', 'a', '1'],
    ['const a = 1; const b = a;', 'b', '1'],
    ['const a = { b: { c: 1 } };', 'a.b.c', '1'],
    ['const a = { b: 1 } as const;', 'a.b', '1'],
    ["const a = { 'b-c': 1 };", "a['b-c']", '1'],
    ['const b = 1; const a = { b };', 'a.b', '1'],
    ['const a: Thing = { b: 1 };', 'a.b', '1'],
    ['const a = Object.freeze({ b: 1 });', 'a.b', '1'],
    ['const { b } = { b: 1 };', 'b', '1'],
    ['const { b: c } = { b: 1 };', 'c', '1'],
    ['const a = { b: 1, b: 2 };', 'a.b', '2'],
    ['class A { static readonly b = 1; }', 'A.b', '1'],
    ["enum A { B = 'b' }", 'A.B', "'b'"],
  ])('%s makes %s %s', (code, expression, expected) => {
    expect(resolved(code, expression)).toBe(expected);
  });

  it.each([
    ['let a = 1;', 'a'],
    ['function f(a) { return a; }', 'f'],
    ['const a = f();', 'a.b'],
    ['', 'unknown'],
    ['', 'unknown.member'],
  ])('%s leaves %s where it cannot be followed', (code, expression) => {
    expect(resolved(code, expression)).toMatch(/^(?:a|f|f\(\)|a\.b|unknown|unknown\.member)$/);
  });

  it.each([
    ["import { a } from './o.js';", 'a', 'export const a = 1;'],
    ["import { b as a } from './o';", 'a', 'const a = 1; export { a as b };'],
    ["import a from './o.js';", 'a', 'export default 1;'],
    ["import o from './o.js';", 'o.a', 'const a = 1; export default { a };'],
    ["import * as o from './o.js';", 'o.a', 'export const a = 1;'],
  ])('%s follows imports', (code, expression, other) => {
    expect(resolved(code, expression, { 'o.ts': other })).toBe('1');
  });

  it.each([
    ["'a'", 'a'],
    ['`a`', 'a'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text
    ['`a-${B}`', 'a-b'],
    ["'a' + B", 'ab'],
    ['B', 'b'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text
    ['`a-${unknown}`', undefined],
    ["'a' + unknown", undefined],
    ['1', undefined],
  ])('the text of %s is %s', (expression, expected) => {
    expect(stringValue(used("const B = 'b';", expression))).toBe(expected);
  });
});
