import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createStandIns, type Outcome, PASSWORD, type StandIns } from './stand-ins.ts';

const DENIED = `
  echo "An error occurred (AccessDeniedException): arn:aws:sts::111122223333:assumed-role/builder/me may not" >&2; exit 254`;

/** Fails with one line for the step and one for the fix, and quotes no ARN and no password. */
async function expectFailure(standIns: StandIns, run: Promise<Outcome>, step: string, fix: string): Promise<Outcome> {
  const outcome = await run;
  expect(outcome, outcome.stderr).toMatchObject({ code: 1, stdout: '' });
  expect(outcome.stderr).toContain(`build_and_push: ${step}`);
  expect(outcome.stderr.trimEnd().split('\n').at(-1)).toContain(`  Fix: ${fix}`);
  expect(outcome.stderr).not.toMatch(/arn:aws|line \d+:/);
  expect(outcome.stderr + JSON.stringify(await standIns.calls())).not.toContain(PASSWORD);
  return outcome;
}

async function programsCalled(standIns: StandIns): Promise<string[]> {
  return (await standIns.calls()).map(([program, ...args]) => `${program} ${args.join(' ')}`);
}

describe('build_and_push.sh tells the step that failed and what to do', () => {
  it('when the aws command is missing', async () => {
    await using standIns = await createStandIns();
    await standIns.remove('aws');
    await expectFailure(standIns, standIns.run(), 'tools: the aws command is not installed', 'install AWS CLI v2');
  });

  it('when no engine is installed', async () => {
    await using standIns = await createStandIns([]);
    await expectFailure(standIns, standIns.run(), 'tools: no container engine is installed', 'install docker');
  });

  it('when the engine that is asked for is missing, though another one is there', async () => {
    await using standIns = await createStandIns(['docker']);
    const run = standIns.run([], { CONTAINER_ENGINE: 'podman' });
    await expectFailure(standIns, run, 'tools: podman is not installed', 'install it, or name another');
  });

  it('when the engine is not running', async () => {
    await using standIns = await createStandIns();
    await standIns.engineAnswer('info', 'echo "Cannot connect to the Docker daemon" >&2; exit 1');
    await expectFailure(standIns, standIns.run(), 'tools: docker does not answer', 'start it (docker info');
  });

  it('when docker has no buildx', async () => {
    await using standIns = await createStandIns();
    await standIns.engineAnswer('buildx', 'exit 1');
    await expectFailure(standIns, standIns.run(), 'tools: docker has no buildx', 'install it');
  });

  it('when there is no Dockerfile, or nothing that keeps secrets out of the image', async () => {
    await using standIns = await createStandIns();
    await rm(join(standIns.folder, 'server/.dockerignore'));
    await expectFailure(
      standIns,
      standIns.run(),
      'settings: there is no ./.dockerignore',
      'copy templates/.dockerignore',
    );
    await rm(join(standIns.folder, 'server/Dockerfile'));
    await expectFailure(standIns, standIns.run(), 'settings: there is no ./Dockerfile', 'copy templates/Dockerfile');
  });

  it('when no region is set', async () => {
    await using standIns = await createStandIns();
    await standIns.answer('get', 'exit 255');
    await expectFailure(standIns, standIns.run(), 'region: no region is set', 'set AWS_REGION');
  });

  it('when nobody is logged in', async () => {
    await using standIns = await createStandIns();
    await standIns.answer('get-caller-identity', 'echo "Unable to locate credentials" >&2; exit 253');
    const run = standIns.run();
    const { stderr } = await expectFailure(standIns, run, 'login: the aws command has no valid credentials', 'log in');
    expect(stderr).toContain('Unable to locate credentials');
  });

  it('when the repository may not be read: it is not taken for a missing one', async () => {
    await using standIns = await createStandIns();
    await standIns.answer('describe-repositories', DENIED);
    const run = standIns.run();
    const { stderr } = await expectFailure(standIns, run, 'repository: my-server cannot be read', 'allow ecr:Describe');
    expect(stderr).toContain('<arn> may not');
    expect((await programsCalled(standIns)).join('\n')).not.toContain('create-repository');
  });

  it('when the repository may not be created', async () => {
    await using standIns = await createStandIns();
    await standIns.answer('create-repository', DENIED);
    await expectFailure(
      standIns,
      standIns.run(),
      'repository: my-server cannot be created',
      'allow ecr:CreateRepository',
    );
  });

  it('but not when someone else creates the repository at the same time', async () => {
    await using standIns = await createStandIns();
    await standIns.answer(
      'create-repository',
      'echo "An error occurred (RepositoryAlreadyExistsException)" >&2; exit 254',
    );
    expect(await standIns.run()).toMatchObject({ code: 0 });
  });

  it('when the tags may not be read: a tag is not taken for a free one', async () => {
    await using standIns = await createStandIns();
    await writeFile(join(standIns.folder, 'repository'), 'IMMUTABLE\n');
    await standIns.answer('describe-images', DENIED);
    const run = standIns.run([], { IMAGE_TAG: 'v1' });
    await expectFailure(standIns, run, 'tags: the tags of my-server cannot be read', 'allow ecr:DescribeImages');
  });

  it('when no password is given out, though the engine would take an empty one', async () => {
    await using standIns = await createStandIns();
    await standIns.answer('get-login-password', DENIED);
    await expectFailure(standIns, standIns.run(), 'registry login: ', 'allow ecr:GetAuthorizationToken');
    expect((await programsCalled(standIns)).join('\n')).not.toContain('build --');
  });

  it('when the registry refuses the password, whatever the engine says of it', async () => {
    await using standIns = await createStandIns();
    await standIns.engineAnswer('login', 'cat >/dev/null; echo "unauthorized: 401" >&2; exit 1');
    const { stderr } = await expectFailure(standIns, standIns.run(), 'registry login: ', 'allow ecr:GetAuth');
    expect(stderr).toContain('unauthorized: 401');
  });

  it('when the image cannot be built: nothing is pushed', async () => {
    await using standIns = await createStandIns();
    await standIns.engineAnswer('build', 'echo "npm error: no such package" >&2; exit 1');
    const run = standIns.run();
    const { stderr } = await expectFailure(standIns, run, 'build: docker could not build ./Dockerfile', 'correct what');
    expect(stderr).toContain('npm error: no such package');
    expect((await programsCalled(standIns)).join('\n')).not.toContain('docker push');
  });

  it('when a push fails: no digest is written, no runtime is updated', async () => {
    await using standIns = await createStandIns();
    await standIns.engineAnswer('push', 'echo "denied: no basic auth credentials" >&2; exit 1');
    await expectFailure(standIns, standIns.run(), 'push: ', 'if it is denied, allow ecr:PutImage');
    await expect(rm(join(standIns.folder, 'server/image-digest.txt'))).rejects.toThrow('ENOENT');
  });

  it('when only the second tag fails to be pushed', async () => {
    await using standIns = await createStandIns();
    await writeFile(join(standIns.folder, 'repository'), 'MUTABLE\n');
    await standIns.engineAnswer('push', 'case $* in *:latest) exit 1 ;; esac');
    const { stderr } = await expectFailure(standIns, standIns.run(['--latest']), 'push: ', 'if it is denied');
    expect(stderr).toContain('my-server:latest was not accepted');
  });

  it('when the digest cannot be written', async () => {
    await using standIns = await createStandIns();
    const run = standIns.run([], { DIGEST_FILE: join(standIns.folder, 'no/such/folder') });
    await expectFailure(standIns, run, 'digest: ', 'set DIGEST_FILE to a file that can');
  });

  it('when ECR has no digest for what was pushed', async () => {
    await using standIns = await createStandIns();
    await standIns.answer('describe-images', 'echo None');
    await expectFailure(standIns, standIns.run(), 'digest: ECR has no digest', 'run this again');
  });
});

describe('build_and_push.sh ends with 2, one line and no call', () => {
  it.each<[string, string[], Record<string, string>]>([
    ['no name', [], { IMAGE_NAME: '' }],
    ['a name in capitals', [], { IMAGE_NAME: 'My-Server' }],
    ['a name with a tag', [], { IMAGE_NAME: 'my-server:v1' }],
    ['a name that is shell', [], { IMAGE_NAME: '$(touch hacked)' }],
    ['a tag with a space', [], { IMAGE_TAG: 'v 1' }],
    ['an unknown engine', [], { CONTAINER_ENGINE: 'rm' }],
    ['an unknown option', ['--lastest'], {}],
    ['an option without its value', ['--update-runtime'], {}],
    ['an option with an empty value', ['--sync-gateway', ''], {}],
    ['a target without a gateway', ['--gateway-target', 'ABCDEFGHIJ'], {}],
    ['a word too many', ['my-server'], {}],
  ])('for %s', async (_, args, env) => {
    await using standIns = await createStandIns();
    const outcome = await standIns.run(args, env);
    expect(outcome, outcome.stderr).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(/^build_and_push: .* See build_and_push\.sh --help\.\n$/);
    expect(await standIns.calls()).toEqual([]);
  });
});
