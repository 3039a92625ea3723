import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findSources } from '../../src/run/find-sources.ts';

/** ASCII only: for git, `?` is one byte. */
const NAME = fc.constantFrom('a', 'b', 'A', 'cc', 'x y', 'd.e', '#f');
const FILES = fc.array(
  fc.tuple(fc.array(NAME, { maxLength: 3 }), NAME).map(([folders, name]) => [...folders, `${name}.ts`].join('/')),
  { minLength: 8, maxLength: 16 },
);
const PATTERN = fc
  .tuple(
    fc.constantFrom('', '', '!'),
    fc.constantFrom('', '', '/'),
    fc.constantFrom(
      'a',
      'A',
      '*',
      'c*',
      '**',
      'x y',
      'x\\ y',
      '*.ts',
      'a.ts',
      '?',
      '[ab]',
      '[!a]',
      '\\#f',
      'é',
      'a/b',
      'a/**/b',
      '**/cc',
      '*/a',
    ),
    fc.constantFrom('', '', '/', '/**', ' '),
  )
  .map((parts) => parts.join(''));
const IGNORES = fc.dictionary(
  fc.constantFrom('', 'a/', 'b/', 'a/b/'),
  fc.array(PATTERN, { minLength: 1, maxLength: 4 }).map((patterns) => `${patterns.join('\n')}\n`),
);

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ignore-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

it('finds the files that git does not ignore, whatever the patterns and wherever they stand', async () => {
  let ignored = 0;
  await fc.assert(
    fc.asyncProperty(FILES, IGNORES, async (files, ignores) => {
      const root = await mkdtemp(join(folder, 'tree-'));
      for (const path of files) await write(join(root, path), 'x');
      for (const [path, text] of Object.entries(ignores)) {
        // What brings back a folder that one above ignores has a test of its own.
        await write(join(root, path, '.gitignore'), path === '' ? text : text.replaceAll('!', ''));
      }
      const expected = notIgnoredByGit(root);
      ignored += new Set(files).size - expected.length;
      expect([...(await findSources(root)).paths].sort()).toEqual(expected);
    }),
    { numRuns: 60 },
  );
  expect(ignored).toBeGreaterThan(50);
}, 30_000);

it('looks into a folder that a nearer .gitignore brings back', async () => {
  await write(join(folder, '.gitignore'), 'old\n');
  await write(join(folder, 'b/.gitignore'), '!old\nold/skip.ts\n');
  for (const path of ['old/x.ts', 'b/old/a.ts', 'b/old/deep/a.ts', 'b/old/skip.ts'])
    await write(join(folder, path), 'x');
  expect([...(await findSources(folder)).paths].sort()).toEqual(['b/old/a.ts', 'b/old/deep/a.ts']);
  expect(notIgnoredByGit(folder)).toEqual(['b/old/a.ts', 'b/old/deep/a.ts']);
});

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

function notIgnoredByGit(root: string): string[] {
  const git = (...given: string[]) =>
    execFileSync('git', ['-c', 'core.ignorecase=false', ...given], { cwd: root, encoding: 'utf8' });
  git('init', '--quiet');
  const listed = git('ls-files', '-z', '--others', '--exclude-standard').split('\0');
  return listed.filter((path) => path.endsWith('.ts')).sort();
}
