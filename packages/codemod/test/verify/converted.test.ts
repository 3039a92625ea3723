import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { transform } from '../../src/transform.ts';
import { type VerifyOptions, verify } from '../../src/verify/verify.ts';
import { GOLDEN, REPOSITORY } from '../support/golden.ts';

/** Inside node_modules, so that packages resolve; a loader, because Node strips no types there. */
const CONVERTED = join(REPOSITORY, 'node_modules/.cache/verify', String(process.pid));
const LOADER = pathToFileURL(join(REPOSITORY, 'node_modules/tsx/dist/loader.mjs')).href;

afterAll(() => rmSync(CONVERTED, { recursive: true, force: true }));

/** A copy of a server after the codemod. */
function convert(source: string, name: string): string {
  const folder = join(CONVERTED, name);
  mkdirSync(folder, { recursive: true });
  cpSync(source, folder, { recursive: true, filter: (path) => !path.slice(source.length).includes('node_modules') });
  const paths = globSync('**/*.{ts,js,mts,mjs,cts,cjs,json}', { cwd: folder });
  const files = paths.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
  for (const { path, after } of transform(files).files) writeFileSync(join(folder, path), after);
  return folder;
}

function verifyFolder(folder: string, options: VerifyOptions) {
  const entry = ['src/index.ts', 'index.ts', 'index.js', 'server.js', 'server.ts', 'index.cjs'].find((path) =>
    existsSync(join(folder, path)),
  );
  const args = ['--import', LOADER, join(folder, entry ?? '')];
  return verify({ kind: 'command', command: process.execPath, args }, options);
}

describe('verify of what the codemod converted', () => {
  it.each(['s3-inventory', 'log-search', 'orders-table', 'cost-report-js'])(
    'proves the example %s with a local AWS',
    async (name) => {
      const { summary } = await verifyFolder(convert(join(REPOSITORY, 'examples', name), name), { localAws: true });
      expect(summary).toMatchObject({ ok: true, failures: [], warnings: [] });
      expect(summary.calls.passed).toBeGreaterThan(0);
    },
  );

  it.each([
    'low-level-dispatch',
    'v2-low-level',
    'v2-zod-object',
    'commonjs',
    'loop-registration',
    'tool-shape-handler',
  ])('passes the golden case %s', async (name) => {
    const manifest = JSON.parse(readFileSync(join(GOLDEN, name, 'input/package.json'), 'utf8'));
    const call = { tool: manifest.golden.call as string, arguments: manifest.golden.arguments ?? {} };
    const folder = convert(join(GOLDEN, name, 'input'), name);
    const { summary } = await verifyFolder(folder, { env: { DATABASE_URL: 'sqlite::memory:' }, call });
    expect(summary).toMatchObject({ ok: true, failures: [], warnings: [] });
  });

  it('names every tool of the same examples before the codemod', async () => {
    const folder = join(CONVERTED, 'unconverted');
    cpSync(join(REPOSITORY, 'examples/s3-inventory'), folder, { recursive: true });
    const { summary, tools } = await verifyFolder(folder, {});
    expect(summary.failures).toEqual(tools.map(({ name }) => `${name}: does not list target_account_id`));
    expect(tools.length).toBeGreaterThan(1);
  });
});
