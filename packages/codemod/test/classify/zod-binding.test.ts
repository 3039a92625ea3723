import { describe, expect, it } from 'vitest';
import { zodBinding } from '../../src/classify/zod-binding.ts';
import { nodeWithText, project, type Sources } from '../support/tools.ts';

const SHAPE = '{ q: 1 }';
const bindingIn = (sources: Sources, path?: string) => {
  const parsed = project(sources);
  return zodBinding(nodeWithText(parsed, SHAPE, path), parsed);
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

  describe('in a workspace', () => {
    const manifest = (zod: string) => `{ "dependencies": { "zod": "${zod}" } }`;
    const one = { 'one/index.ts': `${SDK}const s = ${SHAPE};` };
    const two = { 'two/index.ts': `${SDK}import { z } from 'zod/v3';`, 'two/package.json': manifest('3.25.0') };

    it.each([
      [
        'what its own package has',
        { 'one/b.ts': `${SDK}import { z } from 'zod/v4';`, 'one/package.json': '{}' },
        'zod/v4',
      ],
      ['what its own package depends on', { 'one/package.json': manifest('^4.1.0') }, 'zod'],
      ['what the others have, where its package says nothing', { 'one/package.json': '{}' }, 'zod/v3'],
    ])('is %s', (_, own, module) => {
      const found = bindingIn({ ...one, ...own, ...two }, 'one/index.ts');
      expect(found?.edits).toMatchObject([{ text: `\nimport { z } from '${module}';` }]);
      expect(found?.isVersion3).toBe(module === 'zod/v3');
    });

    it.each([
      ['^4.1.0', false],
      ['^3.25.0', true],
    ])('is of the version %s that its package depends on', (zod, isVersion3) => {
      const own = {
        'one/index.ts': `${SDK}import { z } from 'zod';\nconst s = ${SHAPE};`,
        'one/package.json': manifest(zod),
      };
      const other = { 'two/package.json': manifest(isVersion3 ? '^4.0.0' : '^3.0.0') };
      expect(bindingIn({ ...own, ...other }, 'one/index.ts')).toEqual({ name: 'z', isVersion3, edits: [] });
    });

    it('is of the version in the root, where its package says none', () => {
      const own = { 'one/index.ts': `${SDK}import { z } from 'zod';\nconst s = ${SHAPE};`, 'one/package.json': '{}' };
      expect(bindingIn({ ...own, 'package.json': manifest('3.25.1') }, 'one/index.ts')?.isVersion3).toBe(true);
    });
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
