import { describe, expect, it } from 'vitest';
import { rewrite, tools } from '../support/tools.ts';

const HEAD = `import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
const server = new Server({ name: 's', version: '1' });
`;
const CALL = 'server.setRequestHandler(CallToolRequestSchema, async () => ({ content: [] }));\n';
const list = (tools: string) =>
  `server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: ${tools} }));\n`;
const names = (text: string | Record<string, string>) => tools(text).map(({ name }) => name);

describe('the tools of a low-level server', () => {
  it.each([
    ['literals', list("[{ name: 'a' }, { name: 'b' }]"), ['a', 'b']],
    ['constants', `const A = { name: 'a' };\n${list('[A]')}`, ['a']],
    ['an annotated constant', `const A: Tool = { name: 'a' };\n${list('[A]')}`, ['a']],
    ['a constant array', `const ALL = [{ name: 'a' }];\n${list('ALL')}`, ['a']],
    ['spread arrays', `const MORE = [{ name: 'b' }];\n${list("[{ name: 'a' }, ...MORE]")}`, ['a', 'b']],
    ['a spread condition', list("[{ name: 'a' }, ...(flag ? [{ name: 'b' }] : [])]"), ['a', 'b']],
    ['a mapped array', `const ALL = [{ name: 'a' }];\n${list('ALL.map((t) => ({ ...t }))')}`, ['a']],
    [
      'the values of an object',
      `const ALL = { a: { name: 'a' }, b: { name: 'b' } };\n${list('Object.values(ALL)')}`,
      ['a', 'b'],
    ],
    ['a function', `function all() { return [{ name: 'a' }]; }\n${list('all()')}`, ['a']],
    ['a filtered list', `const ALL = [{ name: 'a' }];\nconst some = pick(ALL);\n${list('some')}`, ['a']],
    ['a name in a constant', `const NAME = 'a';\n${list('[{ name: NAME }]')}`, ['a']],
    ['concatenation', `const ALL = [{ name: 'a' }];\n${list("ALL.concat([{ name: 'b' }])")}`, ['a', 'b']],
  ])('are listed one by one from %s', (_, code, expected) => {
    expect(names(HEAD + code + CALL).sort()).toEqual(expected);
  });

  it('include those that are pushed under a condition', () => {
    const code = `server.setRequestHandler(ListToolsRequestSchema, async () => {
  const tools = [{ name: 'a' }];
  if (process.env.WRITE) tools.push({ name: 'b' }, { name: 'c' });
  return { tools };
});\n`;
    expect(names(HEAD + code + CALL)).toEqual(['a', 'b', 'c']);
  });

  it('include those of other files, at their own place', () => {
    const found = tools({
      'index.ts': `${HEAD}import { ALL } from './all.js';\n${list('ALL')}${CALL}`,
      'all.ts': "export const ALL = [\n  { name: 'a' },\n];",
    });
    expect(found).toMatchObject([{ name: 'a', file: 'all.ts', line: 2, verdict: 'low-level', how: 'source' }]);
  });

  it('come from the labels of the call handler where the list is made at run time', () => {
    const call = `server.setRequestHandler(CallToolRequestSchema, async (request) => {
  switch (request.params.name) { case 'a': return x; case 'b': { return y; } default: throw z; }
});\n`;
    expect(names(HEAD + list('await load()') + call)).toEqual(['a', 'b']);
  });

  it('come from its comparisons where there is no switch', () => {
    const call = `server.setRequestHandler(CallToolRequestSchema, async ({ params: { name } }) => {
  if (name === 'a') return x;
  if ('b' === name) return y;
});\n`;
    expect(names(HEAD + list('await load()') + call)).toEqual(['a', 'b']);
  });

  it('are one line in the report when nothing names them', () => {
    expect(tools(HEAD + list('await load()') + CALL)).toMatchObject([
      { name: 'tools/list (tools known at run time)', verdict: 'low-level', how: 'source' },
    ]);
  });
});

describe('the handlers of a low-level server', () => {
  it('are both wrapped, whatever they are', () => {
    const code = `server.setRequestHandler(ListToolsRequestSchema, lister.list.bind(lister));
server.setRequestHandler(CallToolRequestSchema, handlers['call']);\n`;
    const text = rewrite(HEAD + code)['index.ts'];
    expect(text).toContain('withTargetAccountId(lister.list.bind(lister)));');
    expect(text).toContain("withAccountContext(handlers['call']));");
  });

  it('are found under the v2 method names and on the server of an McpServer', () => {
    const text = `import { McpServer } from '@modelcontextprotocol/server';
const mcp = new McpServer({ name: 's', version: '1' });
mcp.server.setRequestHandler('tools/list', () => ({ tools: [{ name: 'a' }] }));
mcp.server.setRequestHandler('tools/call', () => ({ content: [] }));`;
    expect(tools(text)).toMatchObject([{ name: 'a', verdict: 'low-level', how: 'source' }]);
  });

  it('are found under an alias of the request schema', () => {
    const text = (HEAD + list("[{ name: 'a' }]") + CALL).replace(
      /ListToolsRequestSchema([ ,])/,
      'ListToolsRequestSchema as L$1',
    );
    expect(names(text.replace('(ListToolsRequestSchema,', '(L,'))).toEqual(['a']);
  });

  it('that are for other requests stay as they are', () => {
    const code = 'server.setRequestHandler(ListPromptsRequestSchema, async () => ({ prompts: [] }));\n';
    expect(rewrite(HEAD + list("[{ name: 'a' }]") + CALL + code)['index.ts']).toContain(code);
  });

  it('are left alone when only one of the two is there: the parameter would select nothing', () => {
    const text = HEAD + list("[{ name: 'a' }]");
    expect(tools(text)).toMatchObject([
      { name: 'a', verdict: 'low-level', how: 'server', reason: expect.stringContaining('tools/call') },
    ]);
    expect(rewrite(text)['index.ts']).toContain("withAccounts(new Server({ name: 's', version: '1' }))");
  });

  it('of two servers are paired by their server', () => {
    const other = (text: string) => text.replaceAll('server.', 'other.');
    const both = `${HEAD}const other = new Server({ name: 'o', version: '1' });\n${list("[{ name: 'a' }]")}${other(list("[{ name: 'b' }]"))}${other(CALL)}`;
    expect(tools(both)).toMatchObject([
      { name: 'a', how: 'server', reason: expect.stringContaining('tools/call') },
      { name: 'b', how: 'source', reason: '' },
    ]);
    expect(rewrite(both)['index.ts']).toContain("const server = withAccounts(new Server({ name: 's'");
    expect(rewrite(both)['index.ts']).toContain("const other = new Server({ name: 'o'");
  });
});
