import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SourceSyntaxError } from '../src/project/parse.ts';
import { transform } from '../src/transform.ts';
import { observe } from './fuzz/run-program.ts';
import { FIELD, rewrite, rewriteBody, tools, V1 } from './support/tools.ts';

/**
 * What @modelcontextprotocol/codemod 2.3.1 was seen to do wrong when it rewrites tools, in the order it was written down. Each
 * is a class of mistake that a codemod for tools can make, so each is a test here.
 */
const ANSWER = "{ content: [{ type: 'text', text: 'done' }] }";
const CONNECT = 'server.connect(new StdioServerTransport());\n';
const HEAD = `${V1}import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';\n`;
const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url));

let folder: string;

beforeEach(() => {
  process.env.DATABASE_URL = 'sqlite::memory:';
  process.env.LOG_LEVEL = 'silent';
  folder = mkdtempSync(join(tmpdir(), 'faults-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const read = (path: string) => readFileSync(join(folder, path), 'utf8');

function cli(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [CLI, ...args], { cwd: folder });
  const outcome = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (chunk) => {
      outcome[stream] += chunk;
    });
  }
  return new Promise((done) => child.on('close', (code) => done({ code, ...outcome })));
}

async function listed(text: string): Promise<string[]> {
  const { tools, targeted } = await observe(text);
  for (const answer of targeted) expect(answer).toContain('"error_type"');
  return tools.map(({ name, inputSchema }) => `${name}: ${Object.keys(inputSchema.properties ?? {}).join(' ')}`);
}

describe('what the official codemod does wrong', () => {
  it('1: annotations are not taken for a schema, and the handler keeps its context', async () => {
    const text = `${HEAD}server.tool('t', 'Answers', { readOnlyHint: true }, async (extra) => (${ANSWER.replace("'done'", 'typeof extra.signal')}));\n${CONNECT}`;
    const after = rewrite(text)['index.ts'] as string;
    expect(after).toContain(`{ ${FIELD} }, { readOnlyHint: true }, withAccountContext(async (_args, extra) =>`);
    expect(await listed(after)).toEqual(['t: target_account_id']);
    expect((await observe(after)).answers).toEqual((await observe(text)).answers);
  });

  it('2: a description in a constant is not taken for a schema', async () => {
    const text = `${HEAD}const ABOUT = 'Answers';\nserver.tool('t', ABOUT, { q: z.string() }, async () => (${ANSWER}));\n${CONNECT}`;
    const after = rewrite(text)['index.ts'] as string;
    expect(after).toContain(`server.tool('t', ABOUT, { q: z.string(), ${FIELD} },`);
    expect(await listed(after)).toEqual(['t: q target_account_id']);
  });

  it('3: names in constants, spread arguments and loops are solved, and what is not in the source has a reason', async () => {
    const text = `${HEAD}const NAME = 'constant';
server.tool(NAME, { q: z.string() }, async () => (${ANSWER}));
const given = () => ['spread', { q: z.string() }, async () => (${ANSWER})];
server.tool(...given());
for (const name of ['first', 'second']) server.tool(name, { q: z.string() }, async () => (${ANSWER}));
${CONNECT}`;
    const found = tools(text);
    expect(found.filter(({ how }) => how === 'source').map(({ name }) => name)).toEqual(
      expect.arrayContaining(['constant', 'first', 'second']),
    );
    for (const { how, reason } of found) expect(reason === '').toBe(how === 'source');
    const names = ['constant', 'spread', 'first', 'second'];
    const after = rewrite(text)['index.ts'] as string;
    expect(await listed(after)).toEqual(names.map((name) => `${name}: q target_account_id`));
  });

  it('4: comments between arguments stay', () => {
    const body = `server.tool(
  // the name
  't',
  /* the description */ 'Answers', // said
  { q: z.string() /* the question */ }, // the schema
  // the handler
  async () => (${ANSWER}),
);
`;
    expect(rewriteBody(body).match(/\/\/.*|\/\*.*?\*\//g)).toEqual(body.match(/\/\/.*|\/\*.*?\*\//g));
  });

  it('5: lines without an edit are the lines they were', () => {
    const body = `server.registerTool(
\t't',
\t{
\t\t\tdescription:   'Answers',
\t\t\tinputSchema: {
\t\t\t\tq: z.string( ),
\t\t\t},
\t},
\tasync ( { q } ) => {
\t   const text = q ;
\t   return { content: [ { type: 'text', text } ] } ;
\t} ,
) ;
`;
    const before = body.split('\n');
    const after = rewriteBody(body).split('\n');
    expect(after.filter((line) => !before.includes(line))).toEqual([
      `\t\t\t\t${FIELD},`,
      '\twithAccountContext(async ( { q } ) => {',
      '\t}) ,',
    ]);
  });

  it('6: new lines end as the others of the file do', () => {
    const text = `${V1}server.tool('t', {\n  q: z.string(),\n}, async () => (${ANSWER}));\n`.replaceAll('\n', '\r\n');
    const after = rewrite(text)['index.ts'] as string;
    expect(after.split('\r\n').length).toBe(text.split('\r\n').length + 2);
    expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('7: a file on zod/v3 gets a field of zod/v3, and no second zod', async () => {
    const text = `${HEAD.replace("'zod'", "'zod/v3'")}server.registerTool('t', { inputSchema: { q: z.string() } }, async () => (${ANSWER}));\n${CONNECT}`;
    const after = rewrite(text)['index.ts'] as string;
    expect(after.match(/from 'zod.*'/g)).toEqual(["from 'zod/v3'"]);
    expect(await listed(after)).toEqual(['t: q target_account_id']);
  });

  it('8: tools of a server that comes from a callback, or of a method taken off it, are found', async () => {
    const callback = `import { createMcpHandler } from 'mcp-handler';
import { z } from 'zod';
export const GET = createMcpHandler((server) => {
  server.registerTool('t', { inputSchema: { q: z.string() } }, async () => (${ANSWER}));
});
`;
    const manifest = '{ "dependencies": { "@modelcontextprotocol/sdk": "1.32.2", "mcp-handler": "1.1.0" } }';
    expect(tools({ 'package.json': manifest, 'route.ts': callback })).toEqual([
      expect.objectContaining({ name: 't', how: 'source' }),
    ]);
    const detached = `${HEAD}const add = server.tool.bind(server);\nadd('t', { q: z.string().optional() }, async () => (${ANSWER}));\n${CONNECT}`;
    expect(tools(detached)).toEqual([expect.objectContaining({ name: 't', how: 'server' })]);
    expect(await listed(rewrite(detached)['index.ts'] as string)).toEqual(['t: q target_account_id']);
  });

  it('9: a file that does not parse is refused, and nothing is written', async () => {
    const broken = `${V1}server.tool('t', { q: z.string( }, async () => (${ANSWER}));\n`;
    expect(() => transform([{ path: 'index.ts', text: broken }])).toThrow(SourceSyntaxError);
    const other = `${V1}server.tool('u', { q: z.string() }, async () => (${ANSWER}));\n`;
    write({ 'broken.ts': broken, 'other.ts': other });
    const { code, stderr } = await cli('run', '.');
    expect(code).toBe(2);
    expect(stderr).toContain('broken.ts:4');
    expect([read('broken.ts'), read('other.ts')]).toEqual([broken, other]);
  });

  it('10: what .gitignore leaves out is left alone', async () => {
    const server = `${V1}server.tool('t', { q: z.string() }, async () => (${ANSWER}));\n`;
    write({ '.gitignore': 'bundle/\n', 'bundle/index.ts': server, 'src/index.ts': server });
    spawnSync('git', ['init', '--quiet'], { cwd: folder });
    expect((await cli('run', '.', '--force')).code).toBe(0);
    expect(read('bundle/index.ts')).toBe(server);
    expect(read('src/index.ts')).toContain('target_account_id');
  });

  it('11: exit codes, a check, a diff, JSON, and a question before a dirty git tree is changed', async () => {
    const server = `${V1}server.tool('t', { q: z.string() }, async () => (${ANSWER}));\n`;
    write({ 'index.ts': server, 'package.json': '{ "name": "server" }\n' });
    spawnSync('git', ['init', '--quiet'], { cwd: folder });
    expect((await cli('run', '.', '--check')).code).toBe(1);
    expect((await cli('run', '.', '--dry-run')).stdout).toContain('+++ b/index.ts');
    expect((await cli('run', '.')).code).toBe(2);
    expect(read('index.ts')).toBe(server);
    const { code, stdout } = await cli('run', '.', '--force', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout).tools).toEqual([expect.objectContaining({ name: 't', how: 'source' })]);
    expect((await cli('run', '.', '--check', '--force')).code).toBe(0);
  });

  it('11: manual work that is left ends with 1 and names its place', async () => {
    write({
      'index.ts': `import aws4 from 'aws4';\n${V1}server.tool('t', { q: z.string() }, async () => (${ANSWER}));\naws4.sign({});\n`,
    });
    const { code, stdout } = await cli('run', '.');
    expect(code).toBe(1);
    expect(stdout).toMatch(/aws4 +index\.ts:1/);
  });

  it('12: a thousand tools take seconds, not tens of seconds', () => {
    const tool = (name: number) =>
      `server.registerTool('t${name}', { inputSchema: { q: z.string() } }, async ({ q }) => {\n${"  console.error('a line of code', { with: ['values'] });\n".repeat(50)}  return ${ANSWER};\n});\n`;
    const files = Array.from({ length: 200 }, (_, file) => {
      const names = Array.from({ length: 5 }, (_, index) => file * 5 + index);
      return { path: `tools-${file}.ts`, text: V1 + names.map(tool).join('') };
    });
    const start = performance.now();
    const { tools: found } = transform(files);
    // npm run bench measures it; this bound only catches what grows with the square of the project.
    expect(performance.now() - start).toBeLessThan(15_000);
    expect(found.filter(({ how }) => how === 'source')).toHaveLength(1_000);
  });

  it('13: a context that is taken apart keeps its place', async () => {
    const text = `${HEAD}server.tool('a', { q: z.string().optional() }, async ({ q }, { signal }) => (${ANSWER.replace("'done'", 'q + typeof signal')}));
server.tool('b', async ({ signal, requestId }) => (${ANSWER.replace("'done'", 'typeof signal + typeof requestId')}));
${CONNECT}`;
    const after = rewrite(text)['index.ts'] as string;
    expect(after).toContain('withAccountContext(async (_args, { signal, requestId }) =>');
    expect((await observe(after)).answers).toEqual((await observe(text)).answers);
    expect(await listed(after)).toEqual(['a: q target_account_id', 'b: target_account_id']);
  });
});
