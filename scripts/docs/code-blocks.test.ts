import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openAccountStore } from '@mcp-multi-account/cred-extract';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CodeBlock, codeBlocks } from './code-blocks.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let folder: string;
let blocks: readonly CodeBlock[];
/** Block by its file: inside the repository, so that imports resolve as they do for a user who installed the packages. */
let files: ReadonlyMap<string, CodeBlock>;

beforeAll(async () => {
  await mkdir(join(ROOT, 'node_modules/.cache'), { recursive: true });
  folder = await mkdtemp(join(ROOT, 'node_modules/.cache/docs-'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  const documents = (await readdir(join(ROOT, 'docs')))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`);
  const texts = ['README.md', ...documents].map(async (path) =>
    codeBlocks(path, await readFile(join(ROOT, path), 'utf8')),
  );
  blocks = (await Promise.all(texts)).flat();
  files = new Map(blocks.map((block, index) => [join(folder, `block-${index}.ts`), block]));
  await Promise.all([...files].map(([path, { code }]) => writeFile(path, code)));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the code in the documents', () => {
  it('is there to be checked', () => {
    expect(blocks.length).toBeGreaterThan(5);
  });

  it('compiles as it stands, with strict settings', () => {
    const program = ts.createProgram([...files.keys()], {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: ['node'],
    });
    const errors = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
      const place = files.get(file?.fileName ?? '')?.place;
      return `${place}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
    expect(errors).toEqual([]);
  });

  it('registers the account that docs/accounts.md says it registers', async () => {
    const [path] = [...files].find(([, block]) => block.place.startsWith('docs/accounts.md')) as [string, CodeBlock];
    const env = {
      PATH: process.env.PATH,
      DATABASE_URL: `sqlite:${join(folder, 'accounts.db')}`,
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    };
    // tsx, because the oldest supported Node does not run TypeScript.
    await promisify(execFile)(process.execPath, ['--import', 'tsx', path], { env, cwd: ROOT });
    const store = openAccountStore({ env });
    expect(await store.list()).toMatchObject([
      { account_id: '111111111111', alias: 'production', region: 'eu-west-1' },
    ]);
    await store.close();
  });
});

describe('codeBlocks', () => {
  it('finds TypeScript, with the line it starts on, and leaves other languages alone', () => {
    const markdown = '# Title\n\n```sh\nnpm ci\n```\n\n```ts\nconst a = 1;\n```\n\n```ts\nconst b = 2;\n```\n';
    expect(codeBlocks('x.md', markdown)).toEqual([
      { place: 'x.md:8', code: 'const a = 1;\n' },
      { place: 'x.md:12', code: 'const b = 2;\n' },
    ]);
  });
});
