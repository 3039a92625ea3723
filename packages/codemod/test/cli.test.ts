import { spawn, spawnSync } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { V1 } from './support/tools.ts';

const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
const SERVER = `${V1}server.registerTool('t', { inputSchema: { q: z.string() } }, async () => ({ content: [] }));\n`;
/** The user "nobody" of every Linux distribution. */
const NOBODY = 65534;

/** Only root can act as somebody else, and only where that user may read this checkout and the Node that runs it. */
const isNobodyAble =
  process.getuid?.() === 0 &&
  spawnSync(process.execPath, ['--eval', `require('node:fs').accessSync(${JSON.stringify(CLI)})`], { uid: NOBODY })
    .status === 0;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-'));
  await mkdir(join(folder, 'server'));
  await writeFile(join(folder, 'server/index.ts'), SERVER);
  await writeFile(join(folder, 'server/package.json'), '{ "name": "server" }\n');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function cli(given: readonly string[], options: { uid?: number; env?: NodeJS.ProcessEnv } = {}): Promise<Outcome> {
  const child = spawn(process.execPath, [CLI, ...given], {
    cwd: folder,
    ...options,
    env: { ...process.env, ...options.env },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((done) => child.on('close', (code) => done({ code, stdout, stderr })));
}

const source = () => readFile(join(folder, 'server/index.ts'), 'utf8');

describe('mcp-multi-account run', () => {
  it('rewrites the server, lists every tool, and says what to do next', async () => {
    const { code, stdout, stderr } = await cli(['run', 'server']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('1 tool: 1 in the source, 0 by withAccounts, 0 manual');
    expect(stdout).toMatch(/t +index\.ts:4 +raw-shape +source/);
    expect(stdout).toContain('2 files changed: +');
    expect(stdout).toContain('npm install --prefix server');
    expect(await source()).toContain('target_account_id');
  });

  it('says "Nothing to change." the second time', async () => {
    await cli(['run', 'server']);
    const { code, stdout } = await cli(['run', 'server']);
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing to change.');
  });

  it('prints a diff and writes nothing with --dry-run', async () => {
    const { code, stdout } = await cli(['run', 'server', '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^--- a\/index\.ts\n\+\+\+ b\/index\.ts\n@@ /);
    expect(stdout).toContain('files would change');
    expect(stdout).not.toContain('\u001B[');
    expect(await source()).toBe(SERVER);
  });

  it('prints the diff of what it wrote with --diff', async () => {
    const { stdout } = await cli(['run', 'server', '--diff']);
    expect(stdout).toContain('+++ b/package.json');
    expect(await source()).toContain('target_account_id');
  });

  it('prints only JSON with --json, in the documented shape', async () => {
    const { code, stdout, stderr } = await cli(['run', 'server', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      summary: {
        tools: { total: 1, source: 1, server: 0, manual: 0, excluded: 0 },
        clients: { total: 0, source: 0, manual: 0, excluded: 0 },
        files: { changed: 2, added: expect.any(Number), removed: expect.any(Number) },
      },
      tools: [{ name: 't', file: 'index.ts', line: 4, verdict: 'raw-shape', how: 'source', reason: '' }],
      clients: [],
      files: [
        { path: 'index.ts', added: 2, removed: 1 },
        { path: 'package.json', added: expect.any(Number), removed: expect.any(Number) },
      ],
      skipped: [],
    });
  });

  it('ends with 1 when manual work is left, and still writes the rest', async () => {
    const opaque =
      "export function add(server: McpServer) { server.tool('x', make(), async () => ({ content: [] })); }\n";
    await writeFile(join(folder, 'server/index.ts'), `${V1.replace(/const server.*\n/, '')}${opaque}`);
    const { code, stdout } = await cli(['run', 'server']);
    expect(code).toBe(1);
    expect(stdout).toContain('1 item left to do by hand');
  });

  it.each([
    ['a path that does not exist', ['run', 'nowhere'], 'There is no file or folder nowhere.'],
    ['a file of another kind', ['run', 'server/package.json'], 'not a TypeScript or JavaScript file'],
    ['an unknown option', ['run', '--frobnicate'], "unknown option '--frobnicate'"],
    ['an unknown command', ['frobnicate'], "unknown command 'frobnicate'"],
  ])('ends with 2 and one message on stderr for %s', async (_, given, message) => {
    const { code, stdout, stderr } = await cli(given);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(await source()).toBe(SERVER);
  });

  it('ends with 2 for a file with a syntax error, and names its line', async () => {
    await writeFile(join(folder, 'server/index.ts'), `${SERVER}const broken = (;\n`);
    const { code, stderr } = await cli(['run', 'server', '--json']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^index\.ts:5: .*nothing was changed\.\n$/);
  });

  it('ends with 2 for a folder without tools, with a hint', async () => {
    await writeFile(join(folder, 'server/index.ts'), 'export const x = 1;\n');
    const { code, stderr } = await cli(['run', 'server']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^No MCP tools found in server\.\nLooked for /);
  });

  it.runIf(isNobodyAble)('ends with 2 when the files belong to somebody else, and changes none', async () => {
    await chmod(folder, 0o755);
    await chown(join(folder, 'server'), NOBODY, NOBODY);
    await chown(join(folder, 'server/index.ts'), NOBODY, NOBODY);
    const { code, stderr } = await cli(['run', 'server'], { uid: NOBODY });
    expect(stderr).toMatch(/package\.json cannot be written \(EACCES\)\. Nothing was changed\./);
    expect(code).toBe(2);
    expect(await source()).toBe(SERVER);
  });

  it.runIf(isNobodyAble)('ends with 2 when a file may not be read, and skips a folder that may not be', async () => {
    for (const path of ['', 'server', 'server/index.ts', 'server/package.json']) {
      await chown(join(folder, path), NOBODY, NOBODY);
    }
    await mkdir(join(folder, 'server/closed'), { mode: 0o700 });
    const { code, stdout } = await cli(['run', 'server'], { uid: NOBODY });
    expect(stdout).toContain('Not changed:\n  closed/  cannot be read\n');
    expect(code).toBe(0);
    await writeFile(join(folder, 'server/secret.ts'), SERVER, { mode: 0o600 });
    expect(await cli(['run', 'server'], { uid: NOBODY })).toMatchObject({
      code: 2,
      stderr: 'secret.ts cannot be read (EACCES). Nothing was changed.\n',
    });
  });

  it.runIf(process.getuid?.() !== 0)('ends with 2 when a file may not be written, and changes none', async () => {
    await chmod(join(folder, 'server/package.json'), 0o444);
    const { code, stderr } = await cli(['run', 'server']);
    expect(stderr).toMatch(/package\.json cannot be written \(EACCES\)\. Nothing was changed\./);
    expect(code).toBe(2);
    expect(await source()).toBe(SERVER);
  });
});

describe('mcp-multi-account', () => {
  it('prints its version and its help, and ends with 0', async () => {
    expect(await cli(['--version'])).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    });
    const help = await cli(['run', '--help']);
    expect(help.code).toBe(0);
    for (const text of ['--dry-run', '--diff', '--json', 'Exit codes']) expect(help.stdout).toContain(text);
  });

  it('does not load the parser, which takes a quarter of a second, for --help and --version', async () => {
    expect((await cliThatDiesOnParser(['--help'])).code).toBe(0);
    expect((await cliThatDiesOnParser(['--version'])).code).toBe(0);
    expect((await cliThatDiesOnParser(['run', 'server', '--dry-run'])).code).toBe(99);
  });
});

function cliThatDiesOnParser(given: readonly string[]): Promise<Outcome> {
  const hook = `import { registerHooks } from 'node:module';
    registerHooks({ resolve: (name, context, next) => (name === 'ts-morph' ? process.exit(99) : next(name, context)) });`;
  const url = `data:text/javascript,${encodeURIComponent(hook)}`;
  return cli(given, { env: { NODE_OPTIONS: `--import "${url}"` } });
}
