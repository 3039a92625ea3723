import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startServer } from './converted-server.ts';
import { EXAMPLES, type ExampleName } from './examples.ts';
import { runNode } from './run-command.ts';
import { TOOLS } from './tools.ts';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const { signal } = new AbortController();

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies: Record<string, string>;
}

async function manifestOf(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
}

function folderOf(example: ExampleName): string {
  return `${REPOSITORY}/examples/${example}`;
}

describe.each(EXAMPLES)('the example %s', (example) => {
  it('pins the versions that this repository is tested with', async () => {
    const { dependencies, devDependencies = {} } = await manifestOf(folderOf(example));
    expect((await manifestOf(REPOSITORY)).devDependencies).toMatchObject({ ...dependencies, ...devDependencies });
  });

  it('knows nothing of this project yet', async () => {
    expect(JSON.stringify(await manifestOf(folderOf(example)))).not.toContain('mcp-multi-account');
  });

  it('starts and lists the tools that the demo calls, none with target_account_id', async () => {
    await using server = await startServer(folderOf(example), { AWS_REGION: 'us-east-1' });
    const names = await server.toolsWithoutTarget();
    expect(names).toEqual(expect.arrayContaining(TOOLS[example].map(({ name }) => name)));
  });
});

describe('type-checking', () => {
  it.each(['s3-inventory', 'log-search', 'orders-table'])('finds nothing in examples/%s', async (name) => {
    const args = [TSC, '--project', `examples/${name}`];
    expect(await runNode(args, REPOSITORY, signal)).toMatchObject({ code: 0, stdout: '' });
  });
});
