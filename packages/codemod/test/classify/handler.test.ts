import { describe, expect, it } from 'vitest';
import { FIELD, rewriteBody, tools, V1 } from '../support/tools.ts';

const handled = (handler: string, before = '') => {
  const text = rewriteBody(`${before}server.tool('t', ${handler});\n`);
  const opening = `server.tool('t', { ${FIELD} }, withAccountContext(`;
  return text.includes(opening) ? text.slice(text.indexOf(opening) + opening.length, -4) : text;
};

describe('the handler of a tool that had no schema', () => {
  it.each([
    ['async () => result', 'async () => result'],
    ['async (extra) => use(extra)', 'async (_args, extra) => use(extra)'],
    ['(extra) => use(extra)', '(_args, extra) => use(extra)'],
    ['extra => use(extra)', '(_args, extra) => use(extra)'],
    ['async extra => use(extra)', 'async (_args, extra) => use(extra)'],
    ['async ({ signal, requestId }) => use(signal)', 'async (_args, { signal, requestId }) => use(signal)'],
    ['async (extra: Extra) => use(extra)', 'async (_args, extra: Extra) => use(extra)'],
    ['async (extra = {}) => use(extra)', 'async (_args, extra = {}) => use(extra)'],
    ['async (...rest) => use(rest)', 'async (_args, ...rest) => use(rest)'],
    ['async function (extra) { return use(extra); }', 'async function (_args, extra) { return use(extra); }'],
    ['function named(extra) { return use(extra); }', 'function named(_args, extra) { return use(extra); }'],
    ['function () { return result; }', 'function () { return result; }'],
    ['async (_args) => use(_args)', 'async (_toolArgs, _args) => use(_args)'],
    ['/* why */ async (/* ctx */ extra) => use(extra)', 'async (/* ctx */ _args, extra) => use(extra)'],
  ])('%s becomes %s', (handler, expected) => {
    expect(handled(handler).replace('/* why */ ', '')).toContain(expected);
  });

  it.each([
    ['a function with a parameter', 'async function run(extra) {}\n', 'run', '(_args, extra) => run(extra)'],
    ['a function without', 'async function run() {}\n', 'run', 'run'],
    ['a constant', 'const run = async (extra) => x;\n', 'run', '(_args, extra) => run(extra)'],
    ['a member of an object', 'const t = { run: async (extra) => x };\n', 't.run', '(_args, extra) => t.run(extra)'],
    ['a method', 'const t = { async run(extra) {} };\n', 't.run', '(_args, extra) => t.run(extra)'],
    [
      'a bound method',
      'class T { run(extra) {} }\nconst t = new T();\n',
      't.run.bind(t)',
      '(_args, extra) => t.run.bind(t)(extra)',
    ],
  ])('from elsewhere is called with the context alone: %s', (_, before, handler, expected) => {
    expect(handled(handler, before)).toBe(expected);
  });

  it.each([
    ['a function that reads its arguments by position', 'function () { return arguments[0]; }'],
    ['the result of a call', 'makeHandler()'],
    ['an unknown name', 'imported'],
    ['a choice', 'flag ? a : b'],
    ['a function with bound arguments', 'run.bind(null, 1)'],
  ])('is opaque when it is %s: how it is called cannot be told', (_, handler) => {
    expect(tools(`${V1}server.tool('t', ${handler});`)).toMatchObject([{ verdict: 'opaque-handler', how: 'server' }]);
  });
});

describe('the handler of a tool with a schema', () => {
  it.each([
    'run',
    'makeHandler()',
    'tools.run.bind(tools)',
    'flag ? a : b',
    'async (args, extra) => x',
    'handlers["t"]',
    'run as Handler',
    'run!',
  ])('is wrapped as it is: %s', (handler) => {
    expect(rewriteBody(`server.tool('t', {}, ${handler});\n`)).toContain(`withAccountContext(${handler}));`);
  });

  it.each(['cached(run)', 'lodash.memoize(run)', 'withCache(run, { ttl: 5 })'])(
    'still sees the account when it remembers answers by its arguments: %s',
    (handler) => {
      const text = rewriteBody(`server.tool('t', {}, ${handler});\n`);
      expect(text).toContain(`withAccountContext(${handler}, { keepTarget: true }));`);
    },
  );

  it('is not wrapped twice when it is a constant that is wrapped already', () => {
    const body = `import { withAccountContext } from '@mcp-multi-account/cred-extract';\nconst run = withAccountContext(async () => x);\nserver.tool('t', { target_account_id: z.string() }, run);\n`;
    expect(tools(V1 + body)).toMatchObject([{ verdict: 'already-done', how: 'source' }]);
  });

  it('of the same name as the library function, from elsewhere, is no proof', () => {
    const body = `const withAccountContext = (x) => x;\nserver.tool('t', { target_account_id: z.string() }, withAccountContext(run));\n`;
    expect(rewriteBody(body)).toContain('withAwsAccountContext(withAccountContext(run))');
  });
});
