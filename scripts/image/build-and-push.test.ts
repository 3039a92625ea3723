import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createStandIns, DIGEST, PASSWORD, REPOSITORY, type StandIns } from './stand-ins.ts';

/** The command lines of one program that contain `word`. */
async function callsOf(standIns: StandIns, program: string, word: string): Promise<string[][]> {
  return (await standIns.calls()).filter(([name, ...args]) => name === program && args.includes(word));
}

/** The server's folder as the working tree of a repository with one commit; returns the commit. */
function commitServer({ folder }: StandIns): string {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
      cwd: join(folder, 'server'),
      encoding: 'utf8',
    }).trim();
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'server');
  return git('rev-parse', '--short=12', 'HEAD');
}

describe('build_and_push.sh', () => {
  it('needs no more than a name: it creates the repository, builds for ARM64, pushes, prints and writes the digest', async () => {
    await using standIns = await createStandIns();
    const outcome = await standIns.run();
    expect(outcome, outcome.stderr).toMatchObject({ code: 0, stdout: `${REPOSITORY}@${DIGEST}\n` });
    expect(await readFile(join(standIns.folder, 'server/image-digest.txt'), 'utf8')).toBe(outcome.stdout);

    const [create] = await callsOf(standIns, 'aws', 'create-repository');
    expect(create).toEqual(
      ['aws', '--region', 'eu-central-1', 'ecr', 'create-repository', '--repository-name', 'my-server'].concat([
        '--image-scanning-configuration',
        'scanOnPush=true',
        '--image-tag-mutability',
        'IMMUTABLE',
      ]),
    );
    const [build] = await callsOf(standIns, 'docker', 'build');
    expect(build?.slice(1, 9)).toEqual([
      'buildx',
      'build',
      '--provenance=false',
      '--sbom=false',
      '--load',
      '--platform',
      'linux/arm64',
      '--file',
    ]);
    const [push] = await callsOf(standIns, 'docker', 'push');
    expect(push?.[2]).toMatch(new RegExp(`^${REPOSITORY}:\\d{8}T\\d{6}Z$`));
  });

  it('gives the password to the registry by standard input only', async () => {
    await using standIns = await createStandIns();
    const { code, stdout, stderr } = await standIns.run();
    expect(code).toBe(0);
    expect(await readFile(join(standIns.folder, 'password'), 'utf8')).toBe(`${PASSWORD}\n`);
    expect(stdout + stderr + JSON.stringify(await standIns.calls())).not.toContain(PASSWORD);
  });

  it('tags by time and commit, and by the commit alone while nothing is changed', async () => {
    await using standIns = await createStandIns();
    const commit = commitServer(standIns);
    await standIns.run();
    const clean = (await callsOf(standIns, 'docker', 'push')).map((call) => call[2]?.split(':').at(-1));
    expect(clean).toEqual([expect.stringMatching(new RegExp(`^\\d{8}T\\d{6}Z-${commit}$`)), commit]);

    await writeFile(join(standIns.folder, 'server/new-tool.ts'), '');
    await standIns.run();
    const all = (await callsOf(standIns, 'docker', 'push')).map((call) => call[2]?.split(':').at(-1));
    expect(all.slice(2)).toEqual([expect.stringMatching(new RegExp(`Z-${commit}-dirty$`))]);
  });

  it('runs a second time: the repository stays, the immutable tag of the commit too, a new one is pushed', async () => {
    await using standIns = await createStandIns();
    const commit = commitServer(standIns);
    await standIns.run();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const again = await standIns.run();
    expect(again.code, again.stderr).toBe(0);
    expect(again.stderr).toContain(`tags: ${commit} exists and is immutable; it stays`);
    expect(await callsOf(standIns, 'aws', 'create-repository')).toHaveLength(1);
    const pushed = (await callsOf(standIns, 'docker', 'push')).map((call) => call[2]);
    expect(pushed).toHaveLength(3);
    expect(new Set(pushed).size).toBe(3);
  });

  it('moves the tag of the commit where tags may move', async () => {
    await using standIns = await createStandIns();
    const commit = commitServer(standIns);
    await writeFile(join(standIns.folder, 'repository'), 'MUTABLE\n');
    await writeFile(join(standIns.folder, 'tags', commit), 'sha256:older\n');
    expect((await standIns.run()).code).toBe(0);
    expect(await readFile(join(standIns.folder, 'tags', commit), 'utf8')).toBe(`${DIGEST}\n`);
  });

  it('refuses to overwrite an immutable tag before it builds', async () => {
    await using standIns = await createStandIns();
    await writeFile(join(standIns.folder, 'repository'), 'IMMUTABLE\n');
    await writeFile(join(standIns.folder, 'tags/v1'), 'sha256:older\n');
    const outcome = await standIns.run([], { IMAGE_TAG: 'v1' });
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain('build_and_push: tags: my-server:v1 exists, and its tags are immutable\n');
    expect(outcome.stderr).toContain('Fix: set another IMAGE_TAG');
    expect(await callsOf(standIns, 'docker', 'build')).toEqual([]);
  });

  it.each([
    ['MUTABLE', true],
    ['IMMUTABLE', false],
    ['IMMUTABLE_WITH_EXCLUSION latest', true],
    ['IMMUTABLE_WITH_EXCLUSION dev-* la*', true],
    ['IMMUTABLE_WITH_EXCLUSION dev-*', false],
    ['MUTABLE_WITH_EXCLUSION latest', false],
    ['MUTABLE_WITH_EXCLUSION v*', true],
  ])('in a repository that is %s, it is %s that --latest may move the tag', async (rules, allowed) => {
    await using standIns = await createStandIns();
    await writeFile(join(standIns.folder, 'repository'), `${rules}\n`);
    const outcome = await standIns.run(['--latest']);
    expect(outcome.code, outcome.stderr).toBe(allowed ? 0 : 1);
    const pushed = (await callsOf(standIns, 'docker', 'push')).map((call) => call[2]);
    expect(pushed.includes(`${REPOSITORY}:latest`)).toBe(allowed);
    if (!allowed) expect(outcome.stderr).toContain('Fix: leave out --latest, or: aws ecr put-image-tag-mutability');
  });

  it('creates a repository whose latest can move, for --latest', async () => {
    await using standIns = await createStandIns();
    expect((await standIns.run(['--latest'])).code).toBe(0);
    const [create] = await callsOf(standIns, 'aws', 'create-repository');
    expect(create?.slice(-3)).toEqual([
      'IMMUTABLE_WITH_EXCLUSION',
      '--image-tag-mutability-exclusion-filters',
      'filterType=WILDCARD,filter=latest',
    ]);
  });

  it('takes spaces, quotes, globs and dollars in values for what they are', async () => {
    await using standIns = await createStandIns();
    const context = join(standIns.folder, 'a "server" $HOME *');
    await mkdir(context);
    await writeFile(join(context, 'My Dockerfile'), 'FROM scratch\n');
    await writeFile(join(context, '.dockerignore'), '');
    const value = `ENTRY=it's "one" $(touch hacked) \`x\` *.ts`;
    const env = {
      CONTEXT: context,
      DOCKERFILE: join(context, 'My Dockerfile'),
      DIGEST_FILE: join(context, 'the digest'),
    };
    const outcome = await standIns.run(['--build-arg', value, '--build-arg', 'OTEL=true'], env);
    expect(outcome.code, outcome.stderr).toBe(0);
    const [build = []] = await callsOf(standIns, 'docker', 'build');
    expect(build.slice(-5)).toEqual(['--build-arg', value, '--build-arg', 'OTEL=true', context]);
    expect(build).toContain(join(context, 'My Dockerfile'));
    expect(await readFile(join(context, 'the digest'), 'utf8')).toBe(outcome.stdout);
    await expect(readFile(join(standIns.folder, 'server/hacked'))).rejects.toThrow('ENOENT');
  });

  it.each(['podman', 'buildah'])('builds with %s an image that keeps its health check', async (engine) => {
    await using standIns = await createStandIns([engine]);
    expect((await standIns.run()).code).toBe(0);
    const [build] = await callsOf(standIns, engine, 'build');
    expect(build?.slice(0, 4)).toEqual([engine, 'build', '--format', 'docker']);
  });

  it('pushes with finch the platform that was built, not the machine’s', async () => {
    await using standIns = await createStandIns(['docker', 'finch']);
    expect((await standIns.run([], { CONTAINER_ENGINE: 'finch' })).code).toBe(0);
    const [push] = await callsOf(standIns, 'finch', 'push');
    expect(push?.slice(0, 4)).toEqual(['finch', 'push', '--platform', 'linux/arm64']);
    expect(await callsOf(standIns, 'docker', 'info')).toEqual([]);
  });

  it('uses the registries of China for a region there', async () => {
    await using standIns = await createStandIns();
    const { stdout } = await standIns.run([], { AWS_REGION: 'cn-north-1' });
    expect(stdout).toBe(`111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/my-server@${DIGEST}\n`);
  });

  it('changes nothing in a dry run, and prints commands that a shell reads as they are', async () => {
    await using standIns = await createStandIns();
    await rm(join(standIns.folder, 'engine'), { recursive: true });
    const outcome = await standIns.run(['--dry-run', '--build-arg', "ENTRY=it's here.js"]);
    expect(outcome.code, outcome.stderr).toBe(0);
    const calls = await standIns.calls();
    const words = new Set(calls.flatMap(([, ...args]) => args));
    for (const change of ['create-repository', 'get-login-password', 'login', 'build', 'push']) {
      expect(words.has(change), change).toBe(false);
      expect(outcome.stdout).toContain(change);
    }
    await expect(readFile(join(standIns.folder, 'server/image-digest.txt'))).rejects.toThrow('ENOENT');
    const build = outcome.stdout.split('\n').find((line) => line.startsWith('docker buildx')) ?? '';
    const words2 = execFileSync('bash', ['-c', `printf '%s\\n' ${build}`], { encoding: 'utf8' }).split('\n');
    expect(words2).toContain("ENTRY=it's here.js");
  });

  it('explains itself without an aws command or an engine', async () => {
    await using standIns = await createStandIns([]);
    await standIns.remove('aws');
    const outcome = await standIns.run(['--help'], { IMAGE_NAME: '' });
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toContain('IMAGE_NAME=my-server build_and_push.sh');
  });
});
