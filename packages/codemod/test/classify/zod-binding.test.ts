import { describe, expect, it } from 'vitest';
import { zodBinding } from '../../src/classify/zod-binding.ts';
import { nodeWithText, project, type Sources } from '../support/tools.ts';

const SHAPE = '{ q: 1 }';
const bindingIn = (sources: Sources) => {
  const parsed = project(sources);
  return zodBinding(nodeWithText(parsed, SHAPE), parsed);
};
const SDK = "import '@modelcontextprotocol/sdk';\n";

describe('the zod of a file', () => {
  it.each([
    ["import { z } from 'zod';", 'z', false],
    ["import { z as zod } from 'zod';", 'zod', false],
    ["import * as z from 'zod';", 'z', false],
    ["import zod from 'zod';", 'zod', false],
    ["import { z } from 'zod/v4';", 'z', false],
    ["import { z } from 'zod/v3';", 'z', true],
    ["import z3 from 'zod3';", 'z3', true],
    ["const { z } = require('zod');", 'z', false],
    ["const { z: zed } = require('zod');", 'zed', false],
    ["const z = require('zod');", 'z', false],
    ["const z = require('zod').z;", 'z', false],
    ["import z = require('zod');", 'z', false],
    ["const { z } = await import('zod');", 'z', false],
  ])('%s is %s', (line, name, isVersion3) => {
    expect(bindingIn(`${SDK}${line}\nconst s = ${SHAPE};`)).toEqual({ name, isVersion3, edits: [] });
  });

  it.each([
    ['is imported as a type only', "import type { z } from 'zod';"],
    ['is imported as a type specifier only', "import { type z } from 'zod';"],
    ['is the mini version, which has no chained methods', "import * as z from 'zod/mini';"],
    ['is another library of the same name', "import { z } from 'valibot';"],
    ['is nowhere', ''],
  ])('is unknown when it %s', (_, line) => {
    expect(bindingIn(`${SDK}${line}\nconst s = ${SHAPE};`)).toBeUndefined();
  });

  it('is followed through a re-export of the project', () => {
    const found = bindingIn({
      'index.ts': `${SDK}import { z } from './zod.js';\nconst s = ${SHAPE};`,
      'zod.ts': "export { z } from 'zod/v3';",
    });
    expect(found).toMatchObject({ name: 'z', isVersion3: true });
  });

  it('is unknown where a parameter hides it', () => {
    expect(bindingIn(`${SDK}import { z } from 'zod';\nfunction f(z) { return ${SHAPE}; }`)).toBeUndefined();
  });

  it('is unknown in a file with two versions, unless the neighbours tell', () => {
    const both = `${SDK}import { z } from 'zod/v3';\nimport { z as z4 } from 'zod/v4';\n`;
    expect(bindingIn(`${both}const s = ${SHAPE};`)).toBeUndefined();
    const parsed = project(`${both}const s = { q: z4.string().min(1) };`);
    expect(zodBinding(nodeWithText(parsed, '{ q: z4.string().min(1) }'), parsed)).toMatchObject({
      name: 'z4',
      isVersion3: false,
    });
  });

  it('is imported from where the rest of the project has it', () => {
    const found = bindingIn({
      'index.ts': `import '@modelcontextprotocol/sdk';\nconst s = ${SHAPE};\n`,
      'other.ts': `${SDK}import { z } from 'zod/v4';\n`,
    });
    expect(found?.name).toBe('z');
    expect(found?.edits).toEqual([{ start: 35, end: 35, text: "\nimport { z } from 'zod/v4';" }]);
  });

  it('is imported where the package depends on it, although no file uses it yet', () => {
    const files = { 'index.ts': `${SDK}const s = ${SHAPE};` };
    expect(bindingIn({ ...files, 'package.json': '{ "dependencies": { "zod": "^3.25.0" } }' })).toMatchObject({
      isVersion3: true,
      edits: [{ text: "\nimport { z } from 'zod';" }],
    });
    expect(
      bindingIn({ ...files, 'package.json': '{ "dependencies": { "zod-to-json-schema": "3" } }' }),
    ).toBeUndefined();
  });

  it('is not imported where the project uses two versions', () => {
    const found = bindingIn({
      'index.ts': `${SDK}const s = ${SHAPE};`,
      'a.ts': `${SDK}import { z } from 'zod/v4';`,
      'b.ts': `${SDK}import { z } from 'zod/v3';`,
    });
    expect(found).toBeUndefined();
  });

  it('gets another name where the file uses z for something else', () => {
    const found = bindingIn({
      'index.ts': `${SDK}const z = 1;\nconst s = ${SHAPE};`,
      'other.ts': `${SDK}import { z } from 'zod';`,
    });
    expect(found).toMatchObject({ name: 'zod', edits: [{ text: expect.stringContaining("{ z as zod } from 'zod'") }] });
  });
});
