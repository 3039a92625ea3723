import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { folder, git, SERVER, tool, write } from '../support/run-folder.ts';
import { V1 } from '../support/tools.ts';

const NO_GIT_CONFIG = { GIT_CONFIG_NOSYSTEM: '1', XDG_CONFIG_HOME: undefined, GIT_CONFIG_GLOBAL: undefined };

/** The files of a repository with tools, seen by somebody with this home folder; git's own view has to be the same. */
async function files(env: NodeJS.ProcessEnv = {}): Promise<string[]> {
  const own = { ...NO_GIT_CONFIG, HOME: join(folder, 'home'), ...env };
  const { stdout } = await runCli(join(folder, 'repo'), ['run', '.', '--dry-run', '--json'], own);
  const found = JSON.parse(stdout).tools.map(({ file }: { file: string }) => file) as string[];
  const listed = execFileSync('git', ['ls-files', '--others', '--exclude-standard', '*.ts'], {
    cwd: join(folder, 'repo'),
    env: { ...process.env, ...own },
    encoding: 'utf8',
  });
  expect([...new Set(found)].sort()).toEqual(listed.split('\n').filter(Boolean).sort());
  return [...new Set(found)];
}

async function repository(more: Record<string, string> = {}): Promise<void> {
  await write({
    'repo/index.ts': SERVER,
    'repo/mine.local.ts': V1 + tool('local'),
    'repo/deep/mine.local.ts': V1 + tool('deep'),
    ...more,
  });
  git('init', '--quiet', 'repo');
}

describe("a person's own excludes file of git", () => {
  it('is read from the configuration folder of the home folder', async () => {
    await repository({ 'home/.config/git/ignore': '*.local.ts\n' });
    expect(await files()).toEqual(['index.ts']);
  });

  it('is read from XDG_CONFIG_HOME, instead', async () => {
    await repository({ 'home/.config/git/ignore': 'index.ts\n', 'xdg/git/ignore': '/mine.local.ts\n' });
    expect(await files({ XDG_CONFIG_HOME: join(folder, 'xdg') })).toEqual(['deep/mine.local.ts', 'index.ts']);
  });

  it('is the one that core.excludesFile names, also with ~', async () => {
    await repository({
      'home/.gitconfig': '[core]\n\texcludesFile = ~/my patterns\n',
      'home/my patterns': 'deep/\n',
      'home/.config/git/ignore': 'index.ts\n',
    });
    expect(await files()).toEqual(['index.ts', 'mine.local.ts']);
  });

  it("is the one of the repository's own configuration before that", async () => {
    await repository({
      'home/.gitconfig': '[core]\n\texcludesFile = ~/all\n',
      'home/all': '*\n',
      'some/file': '/deep\n',
    });
    git('-C', 'repo', 'config', 'core.excludesFile', join(folder, 'some/file'));
    expect(await files()).toEqual(['index.ts', 'mine.local.ts']);
  });

  it('has less to say than the .gitignore files', async () => {
    await repository({ 'home/.config/git/ignore': '*.local.ts\n', 'repo/deep/.gitignore': '!mine.local.ts\n' });
    expect(await files()).toEqual(['deep/mine.local.ts', 'index.ts']);
  });

  it('may be missing', async () => {
    await repository();
    expect(await files()).toEqual(['deep/mine.local.ts', 'index.ts', 'mine.local.ts']);
  });
});
