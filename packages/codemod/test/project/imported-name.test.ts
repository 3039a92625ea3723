import { Node } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { importedName } from '../../src/project/imported-name.ts';
import { nodeWithText, project } from '../support/tools.ts';

function imported(code: string, expression: string, others: Record<string, string> = {}) {
  const parsed = project({
    ...others,
    'index.ts': `import '@modelcontextprotocol/sdk';\n${code}\nuse(${expression});`,
  });
  const call = nodeWithText(parsed, `use(${expression})`);
  const [argument] = Node.isCallExpression(call) ? call.getArguments() : [];
  return argument && importedName(argument);
}

describe('the package export that an expression denotes', () => {
  it.each([
    ["import { a } from 'p';", 'a', 'a'],
    ["import { a as b } from 'p';", 'b', 'a'],
    ["import a from 'p';", 'a', 'default'],
    ["import a from 'p';", 'a.b', 'b'],
    ["import * as p from 'p';", 'p', '*'],
    ["import * as p from 'p';", 'p.a', 'a'],
    ["import p = require('p');", 'p.a', 'a'],
    ["const p = require('p');", 'p.a', 'a'],
    ["const { a } = require('p');", 'a', 'a'],
    ["const { a: b } = require('p');", 'b', 'a'],
    ["const b = require('p').a;", 'b', 'a'],
    ["const { a } = await import('p');", 'a', 'a'],
    ["const p = await import('p');", 'p.a', 'a'],
    ["import * as p from 'p';\nconst { a } = p;", 'a', 'a'],
    ["import { a } from 'p';\nconst b = a;", 'b', 'a'],
  ])('%s makes %s the export %s', (code, expression, name) => {
    expect(imported(code, expression)).toEqual({ module: 'p', name });
  });

  it.each([
    ["import type { a } from 'p';", 'a'],
    ["import { type a } from 'p';", 'a'],
    ['const a = 1;', 'a'],
    ["import { a } from 'p';", 'a.b'],
    ["import { a } from 'p';\nfunction f(a) { return a; }", 'f'],
    ['', 'unknown'],
    ['const a = require(name);', 'a'],
  ])('%s makes %s none', (code, expression) => {
    expect(imported(code, expression)).toBeUndefined();
  });

  it('is followed through the re-exports of project files', () => {
    const others = {
      'one.ts': "export { a as b } from './two.js';",
      'two.ts': "import { c } from 'p';\nexport { c as a };",
    };
    expect(imported("import { b } from './one.js';", 'b', others)).toEqual({ module: 'p', name: 'c' });
  });

  it('is none where a project file exports something of its own by that name', () => {
    expect(imported("import { z } from './z.js';", 'z', { 'z.ts': 'export const z = 1;' })).toBeUndefined();
  });

  it('is none for names that import one another in a circle', () => {
    const others = { 'one.ts': "export { a } from './two.js';", 'two.ts': "export { a } from './one.js';" };
    expect(imported("import { a } from './one.js';", 'a', others)?.module).not.toBe('p');
  });
});
