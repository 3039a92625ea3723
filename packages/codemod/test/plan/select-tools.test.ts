import { describe, expect, it } from 'vitest';
import { type TransformOptions, transform } from '../../src/transform.ts';
import { FIELD, type Sources, V1 } from '../support/tools.ts';

const tool = (name: string, schema = '{ q: z.string() }') =>
  `server.registerTool('${name}', { inputSchema: ${schema} }, async () => ({ content: [] }));\n`;
const OPAQUE = "server.registerTool('opaque', make(), async () => ({ content: [] }));\n";
const LOW_LEVEL = `import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
const server = new Server({ name: 's', version: '1' }, { capabilities: { tools: {} } });
server.setRequestHandler(ListToolsRequestSchema, async () => ({
  tools: [{ name: 'a', inputSchema: { type: 'object' } }, { name: 'b', inputSchema: { type: 'object' } }],
}));
server.setRequestHandler(CallToolRequestSchema, async () => ({ content: [] }));
`;

function run(sources: Sources, options: TransformOptions) {
  const files = typeof sources === 'string' ? { 'index.ts': sources } : sources;
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  const result = transform(texts, options);
  const after = result.files.find(({ path }) => path === 'index.ts')?.after ?? files['index.ts'] ?? '';
  const tools = Object.fromEntries(result.tools.map(({ name, how, reason }) => [name, { how, reason }]));
  return { ...result, after, tools, list: result.tools };
}

const leaving =
  (...names: string[]): NonNullable<TransformOptions['leaveOut']> =>
  ({ kind, name }) =>
    kind === 'tool' && names.includes(name) ? 'left out' : undefined;

const DONE = { how: 'source', reason: '' };
const SHARED = { how: 'source', reason: 'left out, but it shares its code with tools that are not' };
const LEFT_OUT = { how: 'excluded', reason: 'left out' };

describe('a tool that is left out', () => {
  it('keeps its code, and is reported as excluded', () => {
    const { tools, after } = run(V1 + tool('a') + tool('b'), { leaveOut: leaving('a') });
    expect(tools).toEqual({ a: LEFT_OUT, b: DONE });
    expect(after).toContain(tool('a'));
    expect(after.match(/target_account_id/g)).toHaveLength(1);
  });

  it('does not get the server wrapped when nothing else needs that', () => {
    const { tools, files } = run(V1 + OPAQUE, { leaveOut: leaving('opaque') });
    expect(tools).toEqual({ opaque: LEFT_OUT });
    expect(files).toEqual([]);
  });

  it('is reported as covered by the server when another tool needs the server wrapped', () => {
    const { tools, after } = run(V1 + tool('a') + OPAQUE, { leaveOut: leaving('a') });
    expect(after).toContain('withAccounts(new McpServer(');
    expect(tools.a).toEqual({ how: 'server', reason: 'left out, but withAccounts wraps its server for all tools' });
    expect(tools.opaque?.how).toBe('server');
  });

  it('is excluded when only another server of the project gets wrapped', () => {
    const second = V1.replace('const server', 'const second').split('\n').slice(2).join('\n');
    const { tools, after } = run(V1 + second + tool('a') + OPAQUE.replace('server.', 'second.'), {
      leaveOut: leaving('a'),
    });
    expect(after).toContain('const second = withAccounts(');
    expect(after).toContain('const server = new McpServer(');
    expect(tools.a).toEqual(LEFT_OUT);
  });

  it('leaves a shared schema as it is for itself; the other tool gets a copy with the parameter', () => {
    const use = (name: string) => `server.tool('${name}', Shape, async () => ({ content: [] }));\n`;
    const shared = `${V1}const Shape = { q: z.string() };\n${use('a')}${use('b')}`;
    const { tools, after } = run(shared, { leaveOut: leaving('a') });
    expect(tools).toEqual({ a: LEFT_OUT, b: DONE });
    expect(after).toContain('const Shape = { q: z.string() };');
    expect(after).toContain(use('a'));
    expect(after).toContain(`{ ...Shape, ${FIELD} }`);
  });

  it('keeps a schema that it shares: the other tool gets a copy', () => {
    const shared = `${V1}const Shape = { q: z.string() };\n${tool('a', 'Shape')}${tool('b', 'Shape')}`;
    const { tools, after } = run(shared, { leaveOut: leaving('a') });
    expect(tools).toEqual({ a: LEFT_OUT, b: DONE });
    expect(after).toContain('const Shape = { q: z.string() };');
    expect(after).toContain('{ ...Shape, target_account_id:');
    expect(after.match(/withAccountContext\(/g)).toHaveLength(1);
  });

  it('comes back in when it shares its dispatcher: both handlers of a low-level server serve all its tools', () => {
    const { tools, after } = run(LOW_LEVEL, { leaveOut: leaving('a') });
    expect(tools).toEqual({ a: SHARED, b: DONE });
    expect(after).toContain('withAccountContext(');
    expect(run(LOW_LEVEL, { leaveOut: leaving('a', 'b') })).toMatchObject({
      files: [],
      tools: { a: LEFT_OUT, b: LEFT_OUT },
    });
  });

  it('may share an import that the other tool needs', () => {
    const bare =
      "import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';\nconst server = new McpServer({ name: 's', version: '1' });\n";
    const use = (name: string) => `server.tool('${name}', async () => ({ content: [] }));\n`;
    const other = "import { z } from 'zod';\nexport const Unused = z.string();\n";
    const { tools, after } = run(
      { 'other.ts': other, 'index.ts': `import './other.ts';\n${bare}${use('a')}${use('b')}` },
      { leaveOut: leaving('a') },
    );
    expect(tools).toEqual({ a: LEFT_OUT, b: DONE });
    expect(after).toContain(use('a'));
    expect(after).toContain("import { z } from 'zod';");
  });

  it('comes back in when a loop gives all its tools the parameter', () => {
    const item = (name: string) =>
      `{ name: '${name}', schema: { q: z.string() }, handler: async () => ({ content: [] }) }`;
    const loop =
      'for (const tool of tools) server.registerTool(tool.name, { inputSchema: tool.schema }, tool.handler);\n';
    const { tools } = run(`${V1}const tools = [${item('a')}, ${item('b')}];\n${loop}`, { leaveOut: leaving('a') });
    expect(tools).toEqual({ a: SHARED, b: DONE });
  });

  it('stays covered when an earlier run covered it', () => {
    const first = run(V1 + tool('a'), {}).after;
    const { list, files } = run(first, { leaveOut: leaving('a') });
    expect(list).toMatchObject([{ verdict: 'already-done', how: 'source' }]);
    expect(files).toEqual([]);
  });
});

describe('a client that is left out', () => {
  it('keeps its construction', () => {
    const client = "import { S3Client } from '@aws-sdk/client-s3';\nconst s3 = new S3Client({});\n";
    const { clients, after } = run(V1 + client + tool('a'), {
      leaveOut: ({ kind, name, line }) => (kind === 'client' ? `${name}:${line}` : undefined),
    });
    expect(clients).toMatchObject([{ how: 'excluded', reason: 'S3Client:5' }]);
    expect(after).toContain('const s3 = new S3Client({});');
    expect(after).toContain(FIELD);
  });
});

describe('the strategy', () => {
  const client = "import { S3Client } from '@aws-sdk/client-s3';\nconst s3 = new S3Client({});\n";

  it('"server" wraps the server and the clients, and changes no tool', () => {
    const { tools, after } = run(V1 + client + tool('a'), { strategy: 'server' });
    expect(tools.a).toEqual({ how: 'server', reason: 'the strategy leaves tools to the server' });
    expect(after).toContain('withAccounts(new McpServer(');
    expect(after).toContain('perAccount((aws) => new S3Client(aws({})))');
    expect(after).toContain(tool('a'));
  });

  it('"server" covers a low-level server as well, and a second run changes nothing', () => {
    const { after, tools } = run(LOW_LEVEL, { strategy: 'server' });
    expect(tools.a?.how).toBe('server');
    expect(after).not.toContain('withAccountContext');
    expect(run(after, { strategy: 'server' })).toMatchObject({ files: [], list: [{ verdict: 'already-done' }, {}] });
  });

  it('"source" never wraps the server: what it cannot prove is manual, and says how to do it', () => {
    const { tools, after } = run(V1 + tool('a') + OPAQUE, { strategy: 'source' });
    expect(tools.a).toEqual(DONE);
    expect(tools.opaque).toEqual({ how: 'manual', reason: expect.stringContaining('withAccounts(server)') });
    expect(after).not.toContain('withAccounts');
  });

  it('"source" sees that the server is wrapped already', () => {
    const wrapped = run(V1 + OPAQUE, {}).after;
    const { list } = run(wrapped, { strategy: 'source' });
    expect(list).toMatchObject([{ how: 'server', verdict: 'already-done' }]);
  });
});

describe('a generated file', () => {
  const HEADER = '// @generated by openapi-to-mcp. DO NOT EDIT.\n';

  it('is not changed: its tools are covered by the server', () => {
    const generated = `${HEADER}${V1.split('\n').slice(0, 2).join('\n')}\nexport function add(server: McpServer) {\n  ${tool('a')}}\n`;
    const index = `${V1}import { add } from '../tools.ts';\nadd(server);\n`;
    const { tools, files } = run({ 'index.ts': index, 'tools.ts': generated }, {});
    expect(tools.a).toEqual({ how: 'server', reason: 'tools.ts is generated, and would be again' });
    expect(files.map(({ path }) => path)).toEqual(['index.ts']);
  });

  it('whose server would have to be wrapped leaves its tools to a person, without a marker', () => {
    const { tools, files } = run(HEADER + V1 + tool('a'), { markers: true });
    expect(tools.a).toMatchObject({ how: 'manual' });
    expect(files).toEqual([]);
  });

  it('keeps its AWS clients, and the report says so', () => {
    const client = `${HEADER}import { S3Client } from '@aws-sdk/client-s3';\nexport const s3 = new S3Client({});\n`;
    const { clients, files } = run({ 'index.ts': V1 + tool('a'), 'client.ts': client }, {});
    expect(clients).toMatchObject([{ how: 'manual', reason: expect.stringContaining('generated') }]);
    expect(files.map(({ path }) => path)).toEqual(['index.ts']);
  });
});
