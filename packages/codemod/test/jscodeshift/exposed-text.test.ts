import { describe, expect, it } from 'vitest';
import { exposedText } from '../../src/jscodeshift/exposed-text.ts';

const names = (source: string, file = 'a.ts') => [...new Set(exposedText(source, file).match(/[\w$]+/g))];

describe('exposedText', () => {
  it.each([
    ['a constant', 'export const shape = {};'],
    ['a list of names', 'const shape = {}; export { shape };'],
    ['another name', 'const shape = {}; export { shape as Shape };'],
    ['the default', 'const shape = {}; export default shape;'],
    ['a property of an exported object', 'export const schemas = { shape: {} };'],
    ['a property of an object exported later', 'const schemas = { shape: {} }; export { schemas };'],
    ['what an exported object holds in turn', 'const shape = {}; const a = { shape }; const b = [a]; export { b };'],
    ['a member of a class', 'export class Tools { static shape = {}; }'],
    ['CommonJS exports', 'const shape = {}; module.exports = { shape };'],
    ['a property of CommonJS exports', 'const shape = {}; exports.Shape = shape;'],
  ])('holds the name of what other files can read: %s', (_, source) => {
    expect(names(source)).toContain('shape');
  });

  it.each([
    ['nothing is exported', 'const shape = {}; use(shape);'],
    ['an exported function uses it', 'const shape = {}; export function register() { use(shape); }'],
    ['an exported arrow function uses it', 'const shape = {}; export const register = () => use(shape);'],
    ['a method of an exported class uses it', 'const shape = {}; export class Tools { run() { use(shape); } }'],
    ['a constructor uses it', 'const shape = {}; export class Tools { constructor() { use(shape); } }'],
    [
      'CommonJS exports a function by name',
      'const shape = {}; function register() { use(shape); } exports.register = register;',
    ],
  ])('leaves out what only this file knows: %s', (_, source) => {
    expect(names(source)).not.toContain('shape');
  });

  it('stands for the calls that other files make of exported functions', () => {
    expect(exposedText('export function client(region: string) {}', 'a.ts')).toContain('client(');
    expect(exposedText('export const client = (region) => 1;', 'a.js')).toContain('client(');
    expect(exposedText('export class Tools { constructor(a) {} list(b) {} }', 'a.js')).toMatch(/Tools\(.*list\(/s);
  });

  it('is empty for a file without exports, and for an empty one', () => {
    expect(exposedText("import x from 'x'; x();", 'a.mjs')).toBe('');
    expect(exposedText('', 'a.ts')).toBe('');
  });
});
