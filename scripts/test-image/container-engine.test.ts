import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createContainerEngine } from './container-engine.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** A `docker` that records how it is called, and answers as the real one does. */
async function standIn(answers: string) {
  const folder = await mkdtemp(join(tmpdir(), 'docker-'));
  folders.push(folder);
  const script = `#!/bin/sh\necho "$*" >>'${folder}/calls'\ncase "$*" in\n${answers}\nesac\n`;
  await writeFile(join(folder, 'docker'), script);
  await chmod(join(folder, 'docker'), 0o755);
  const engine = createContainerEngine('docker', { env: { PATH: `${folder}:${process.env.PATH}` } });
  const calls = async () => (await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n');
  return { engine, calls };
}

const RUNNING = `run*) echo c0ffee ;;
port*) echo 127.0.0.1:49153; echo '[::1]:49153' ;;
'inspect --format'*) echo 143 ;;
logs*) echo out; echo err >&2 ;;
'exec c0ffee id') echo uid=1000; exit 7 ;;`;

describe('a container of docker', () => {
  it('is started with a read-only root, on a port of the loopback address', async () => {
    const { engine, calls } = await standIn(RUNNING);
    await using container = await engine.start('my:tag');
    expect(container.origin).toBe('http://127.0.0.1:49153');
    expect((await calls())[0]).toBe('run --detach --read-only --tmpfs /tmp --publish 127.0.0.1::8000 my:tag');
  });

  it('tells what a command in it answers, what it printed, and how it ended', async () => {
    const { engine, calls } = await standIn(RUNNING);
    await using container = await engine.start('my:tag');
    expect(await container.exec(['id'])).toEqual({ code: 7, stdout: 'uid=1000\n', stderr: '' });
    expect(await container.output()).toBe('out\nerr\n');
    expect((await container.stop()).exitCode).toBe(143);
    expect(await calls()).toContain('stop -t 10 c0ffee');
  });

  it('is removed at the end, whatever happened', async () => {
    const { engine, calls } = await standIn(RUNNING);
    await (await engine.start('my:tag'))[Symbol.asyncDispose]();
    expect((await calls()).at(-1)).toBe('rm --force c0ffee');
  });
});

describe('the engine docker', () => {
  it('says why a build failed, with the end of what it said', async () => {
    const { engine } = await standIn("buildx*) echo 'no such stage' >&2; exit 1 ;;");
    const building = engine.build({ folder: '/src', tag: 'my:tag', buildArgs: {} });
    await expect(building).rejects.toThrow(/docker buildx build ended with 1:\nno such stage$/);
  });

  it('tells an image that can be pulled from one that cannot', async () => {
    const { engine } = await standIn("'pull there') ;;\npull*) exit 1 ;;");
    expect([await engine.pull('there'), await engine.pull('nowhere')]).toEqual([true, false]);
  });
});
