import { describe, expect, it } from 'vitest';
import { FIELD, rewriteBody, tools, V1 } from '../support/tools.ts';

const RUN = 'async () => ({ content: [] })';
const A = `{ name: 'a', inputSchema: { q: z.string() }, run: ${RUN} }`;
const B = `{ name: 'b', inputSchema: { n: z.number() }, run: ${RUN} }`;
const LIST = `const all = [${A}, ${B}];\n`;
const CALL = "server.tool(t.name, 'Does it', t.inputSchema, t.run);";
const MAP = `const all = new Map([['a', ${A}]]);\nall.set('b', ${B});\n`;

const hows = (body: string) => tools(V1 + body).map(({ name, how }) => `${name}: ${how}`);
const BOTH = ['a: source', 'b: source'];

describe('a loop that counts', () => {
  it.each([
    ['with a constant', `for (let i = 0; i < all.length; i++) { const t = all[i]; ${CALL} }`],
    ['the other way to add', `for (let i = 0; i < all.length; ++i) { const t = all[i]!; ${CALL} }`],
    [
      'and another',
      `for (let i = 0; i < all.length; i += 1) { const { name, inputSchema, run } = all[i]; server.tool(name, 'd', inputSchema, run); }`,
    ],
    [
      'without a constant',
      "for (let i = 0; i < all.length; i++) server.tool(all[i].name, 'd', all[i].inputSchema, all[i].run);",
    ],
  ])('goes through its list: %s', (_, loop) => {
    expect(hows(LIST + loop)).toEqual(BOTH);
  });

  it('gets one edit for all its tools', () => {
    const loop = (schema: string, run: string) =>
      `for (let i = 0; i < all.length; i++) { const t = all[i]; server.tool(t.name, 'Does it', ${schema}, ${run}); }\n`;
    expect(rewriteBody(LIST + loop('t.inputSchema', 't.run'))).toBe(
      LIST + loop(`{ ...t.inputSchema, ${FIELD} }`, 'withAccountContext(t.run)'),
    );
  });

  it.each([
    ['from one', `for (let i = 1; i < all.length; i++) { const t = all[i]; ${CALL} }`],
    ['by two', `for (let i = 0; i < all.length; i += 2) { const t = all[i]; ${CALL} }`],
    ['backwards', `for (let i = all.length - 1; i >= 0; i--) { const t = all[i]; ${CALL} }`],
    ['to a number', `for (let i = 0; i < count; i++) { const t = all[i]; ${CALL} }`],
    ['and is moved on inside', `for (let i = 0; i < all.length; i++) { const t = all[i++]; ${CALL} }`],
    ['and is set inside', `for (let i = 0; i < all.length; i++) { const t = all[i]; ${CALL} i = next(i); }`],
    ['through a list that is not known', `for (let i = 0; i < other.length; i++) { const t = other[i]; ${CALL} }`],
  ])('is left to the server when it goes %s', (_, loop) => {
    expect(hows(LIST + loop).filter((line) => line.endsWith('source'))).toEqual([]);
  });
});

describe('what else goes through tools', () => {
  it.each([
    ['forEach of a map', `${MAP}all.forEach((t, name) => { server.tool(name, 'd', t.inputSchema, t.run); });`],
    ['forEach of a map, without the key', `${MAP}all.forEach((t) => { ${CALL} });`],
    [
      'the entries of a map',
      `${MAP}for (const [name, t] of all.entries()) server.tool(name, 'd', t.inputSchema, t.run);`,
    ],
    ['the entries of a list', `${LIST}for (const [, t] of all.entries()) ${CALL}`],
    [
      'a record with getters',
      `const all = { a: { get shape() { return { q: z.string() }; }, run: ${RUN} }, b: { shape: {}, run: ${RUN} } };\nfor (const [k, t] of Object.entries(all)) server.tool(k, 'd', t.shape, t.run);`,
    ],
  ])('is understood: %s', (_, body) => {
    expect(hows(body)).toEqual(BOTH);
  });

  it('does not take the key of a map for its value', () => {
    const swapped = `${MAP}all.forEach((name, t) => { server.tool(name, 'd', t.inputSchema, t.run); });`;
    expect(hows(swapped).filter((line) => line.endsWith('source'))).toEqual([]);
  });

  it('is left to the server where a getter does more than give a schema back', () => {
    const body = `const all = [{ name: 'a', get shape() { const s = {}; return extend(s); }, run: ${RUN} }];\nfor (const t of all) server.tool(t.name, 'd', t.shape, t.run);`;
    expect(hows(body)).toEqual(['a: server']);
  });
});

describe('the rest of a tool that is taken apart', () => {
  it('has the schema', () => {
    const loop = (config: string, run: string) =>
      `for (const { name, run, ...config } of all) server.registerTool(name, ${config}, ${run});\n`;
    expect(rewriteBody(LIST + loop('config', 'run'))).toBe(
      LIST + loop(`{ ...config, inputSchema: { ...config.inputSchema, ${FIELD} } }`, 'withAccountContext(run)'),
    );
  });

  it.each([
    [
      'what is taken is not in it',
      `for (const { inputSchema, ...t } of all) server.registerTool(t.name, { inputSchema: t.inputSchema }, t.run);`,
    ],
    [
      'what is taken is not known',
      `for (const { [key]: x, ...t } of all) server.registerTool(t.name, { inputSchema: t.inputSchema }, t.run);`,
    ],
    [
      'the rest of a list',
      `for (const [first, ...t] of [all]) server.registerTool(t.name, { inputSchema: t.inputSchema }, t.run);`,
    ],
  ])('is left to the server where %s', (_, loop) => {
    expect(hows(LIST + loop).filter((line) => line.endsWith('source'))).toEqual([]);
  });

  it('may be spread, and taken apart again', () => {
    const body = `${LIST}for (const { run, ...rest } of all) { const { name, ...config } = rest; server.registerTool(name, config, run); }`;
    expect(hows(body)).toEqual(BOTH);
  });
});

describe('zod that a file of the project gives on', () => {
  const files = (zod: string, use: string) => ({
    'zod.ts': zod,
    'index.ts': `${V1.replace("import { z } from 'zod';\n", '')}${use}server.registerTool('a', { inputSchema: z.object({ q: z.string() }) }, ${RUN});\n`,
  });

  it.each([
    ['as a namespace', "export * as z from 'zod';\n", "import { z } from './zod.js';\n"],
    ['under another name', "export * as zod from 'zod';\n", "import { zod as z } from './zod.js';\n"],
    ['as a name', "export { z } from 'zod';\n", "import { z } from './zod.js';\n"],
  ])('is that zod: %s', (_, zod, use) => {
    expect(tools(files(zod, use))).toMatchObject([{ name: 'a', how: 'source' }]);
  });

  it('is no zod where another module is given on', () => {
    expect(tools(files("export * as z from 'zod/mini';\n", "import { z } from './zod.js';\n"))).toMatchObject([
      { name: 'a', how: 'server' },
    ]);
  });
});

describe('a configuration that is put together from others', () => {
  const run = 'async ({ q }) => ({ content: [] })';
  const tool = (config: string, handler = run) => `server.registerTool('a', ${config}, ${handler});\n`;
  const base = 'const base = { inputSchema: { q: z.string() } };\n';

  it('gets the schema of the one that has it, with the parameter', () => {
    const after = `{ ...base, title: 'T', inputSchema: { ...base.inputSchema, ${FIELD} } }`;
    const once = rewriteBody(base + tool("{ ...base, title: 'T' }"));
    expect(once).toBe(base + tool(after, `withAccountContext(${run})`));
  });

  it('is extended where the schema is a zod object', () => {
    const object = 'const base = { inputSchema: z.object({ q: z.string() }) };\n';
    expect(rewriteBody(object + tool('{ ...base }'))).toContain(`inputSchema: base.inputSchema.extend({ ${FIELD} })`);
  });

  it('gets one edit for all tools of a loop', () => {
    const list = `const all = [{ name: 'a', config: { inputSchema: { q: z.string() } }, run: ${RUN} }, { name: 'b', config: { inputSchema: {} }, run: ${RUN} }];\n`;
    const loop = `const hints = { annotations: {} };\nfor (const t of all) server.registerTool(t.name, { ...t.config, ...hints }, t.run);`;
    expect(hows(list + loop)).toEqual(BOTH);
  });

  it.each([
    ['two have a schema', `${base}const more = { inputSchema: {} };\n${tool('{ ...base, ...more }')}`],
    ['one is not known', base + tool('{ ...base, ...more }')],
    ['a function makes it', base + tool('{ ...make() }')],
    ['none has a schema that can be extended', `const base = { inputSchema: make() };\n${tool('{ ...base }')}`],
  ])('is left to the server where %s', (_, body) => {
    expect(hows(body)).toEqual(['a: server']);
  });
});
