import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FIELD, V1 } from '../support/tools.ts';

const require = createRequire(import.meta.url);
const JSCODESHIFT = require.resolve('jscodeshift/bin/jscodeshift.js');
/** As built: `npm test` builds first. */
const TRANSFORM = require.resolve('@mcp-multi-account/codemod/jscodeshift');

const TYPESCRIPT = `${V1}server.registerTool('t', { inputSchema: { q: z.string() } }, async ({ q }): Promise<any> => ({ content: [q] }));\n`;
const JAVASCRIPT = `const { McpServer } = require('@modelcontextprotocol/sdk/server/mcp.js');
const { z } = require('zod');
const server = new McpServer({ name: 's', version: '1' });
server.tool('t', { q: z.string() }, async ({ q }) => ({ content: [q] }));
`;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jscodeshift-'));
  await mkdir(join(folder, 'src'));
  await writeFile(join(folder, 'package.json'), '{ "name": "server" }\n');
  await writeFile(join(folder, 'src/server.ts'), TYPESCRIPT);
  await writeFile(join(folder, 'src/server.js'), JAVASCRIPT);
  await writeFile(join(folder, 'src/other.ts'), 'export const one: number = 1;\n');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function jscodeshift(...flags: readonly string[]): Promise<string> {
  const given = [JSCODESHIFT, '-t', TRANSFORM, '--extensions=ts,js', ...flags, 'src'];
  // Its colours come on in CI as on a terminal.
  const env = { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', CI: '' };
  return (await promisify(execFile)(process.execPath, given, { cwd: folder, env })).stdout;
}

const read = (name: string) => readFile(join(folder, name), 'utf8');

describe('jscodeshift -t', { timeout: 60_000 }, () => {
  it('rewrites TypeScript and JavaScript, and skips what has no tools', async () => {
    const output = await jscodeshift();
    expect(output).toMatch(/0 errors\s+0 unmodified\s+1 skipped\s+2 ok/);
    expect(await read('src/server.ts')).toContain(FIELD);
    expect(await read('src/server.js')).toContain("require('@mcp-multi-account/cred-extract')");
    expect(await read('src/other.ts')).toBe('export const one: number = 1;\n');
  });

  it('changes nothing the second time', async () => {
    await jscodeshift();
    const after = await read('src/server.ts');
    expect(await jscodeshift()).toMatch(/2 unmodified\s+1 skipped\s+0 ok/);
    expect(await read('src/server.ts')).toBe(after);
  });

  it('prints and writes nothing with --dry --print', async () => {
    const output = await jscodeshift('--dry', '--print');
    expect(output.split(FIELD)).toHaveLength(3);
    expect(await read('src/server.ts')).toBe(TYPESCRIPT);
    expect(await read('src/server.js')).toBe(JAVASCRIPT);
  });

  it.each(['--run-in-band', '--no-babel', '--parser=tsx', '--cpus=2'])('works and ends with %s', async (flag) => {
    expect(await jscodeshift(flag)).toMatch(/0 errors\s+0 unmodified\s+1 skipped\s+2 ok/);
  });

  it('reports what is not in the source, and a file that does not parse, and does the rest', async () => {
    await writeFile(
      join(folder, 'src/far.ts'),
      `import { far } from './x.js';\n${V1}server.tool('far', far, async () => ({}));\n`,
    );
    await writeFile(join(folder, 'src/broken.ts'), `${V1}server.tool(\n`);
    const output = await jscodeshift();
    expect(output).toMatch(/far\.ts line 5: far: by withAccounts: /);
    expect(output).toMatch(/broken\.ts Transformation error .*broken\.ts:\d+: /);
    expect(output).toMatch(/1 errors\s+0 unmodified\s+1 skipped\s+3 ok/);
    expect(await read('src/broken.ts')).toBe(`${V1}server.tool(\n`);
  });
});
