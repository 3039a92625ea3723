import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultBase } from './base-image.ts';
import { readFacts as readBuildahFacts } from './buildah-engine.ts';
import { createBuildahEnvironment, storageDriver } from './buildah-environment.ts';
import { chrootArguments, enterCommand } from './chroot-container.ts';
import { buildCommand, readFacts } from './container-engine.ts';
import { findEngine } from './find-engine.ts';

const { signal } = new AbortController();
const CONFIG = { User: '1000:1000', Env: ['HOME=/tmp'], Cmd: ['node', '/app/start'], WorkingDir: '/app' };

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'test-image-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('findEngine', () => {
  it('says that none is there, where none is there', async () => {
    const found = await inFolder((folder) => findEngine(folder, { PATH: folder }, signal));
    expect(found).toBe('docker, finch, podman, buildah: not installed, or not running');
  });

  it('looks for no other one than the one that is named', async () => {
    const found = await inFolder((folder) => findEngine(folder, { PATH: folder, CONTAINER_ENGINE: 'finch' }, signal));
    expect(found).toBe('finch: not installed, or not running');
  });

  it('says which ones can be named', async () => {
    const finding = inFolder((folder) => findEngine(folder, { CONTAINER_ENGINE: 'nerdctl' }, signal));
    await expect(finding).rejects.toThrow('CONTAINER_ENGINE must be one of docker, finch, podman, buildah');
  });
});

describe('the command that builds', () => {
  const image = { folder: '/src', tag: 'my:tag', buildArgs: { OTEL: 'true', ENTRY: 'a b.js' } };
  const last = ['--tag', 'my:tag', '--build-arg', 'OTEL=true', '--build-arg', 'ENTRY=a b.js', '/src'];

  it.each([
    ['docker', ['buildx', 'build', '--provenance=false', '--sbom=false', '--load']],
    ['finch', ['build', '--provenance=false', '--sbom=false']],
    ['podman', ['build', '--format', 'docker']],
    ['buildah', ['build', '--format', 'docker']],
  ] as const)('of %s makes a single manifest that keeps the health check', (name, first) => {
    expect(buildCommand(name, image)).toEqual([...first, ...last]);
  });
});

describe('what an engine says of an image', () => {
  it('is read from docker', () => {
    const said = JSON.stringify([{ Id: 'x', Size: 42, Architecture: 'arm64', Config: CONFIG }]);
    expect(readFacts(said)).toEqual({ bytes: 42, architecture: 'arm64', config: CONFIG });
  });

  it('is read from podman, which has the health check elsewhere', () => {
    const check = { Test: ['CMD', 'true'] };
    const said = JSON.stringify([{ Size: 42, Architecture: 'amd64', Config: CONFIG, Healthcheck: check }]);
    expect(readFacts(said).config).toEqual({ ...CONFIG, Healthcheck: check });
  });

  it('is read from buildah, with the health check that only Docker’s format has', () => {
    const config = { ...CONFIG, Healthcheck: { Test: ['CMD', 'true'] } };
    const said = JSON.stringify({ OCIv1: { architecture: 'arm64' }, Docker: { architecture: 'arm64', config } });
    expect(readBuildahFacts(said)).toEqual({ architecture: 'arm64', config });
  });
});

describe('a container of buildah', () => {
  it('gets the image’s user, folder, environment and command, and a port', () => {
    expect(chrootArguments('/root', 4000, CONFIG)).toEqual(
      ['/root', '1000:1000', '/app', 'HOME=/tmp', 'MCP_PORT=4000'].concat(['node', '/app/start']),
    );
  });

  it.each([
    { ...CONFIG, User: '' },
    { ...CONFIG, Cmd: [] },
  ])('is not started as root, nor without a command', (config) => {
    expect(() => chrootArguments('/root', 4000, config)).toThrow('names no user or no command');
  });

  it('is entered as its user, in its environment', () => {
    const command = enterCommand(7, 4000, CONFIG).join(' ');
    expect(command).toContain('nsenter --target 7 ');
    expect(command).toContain('--setuid 1000 --setgid 1000');
    expect(command).toMatch(/\/usr\/bin\/env -i HOME=\/tmp MCP_PORT=4000$/);
  });
});

describe('the environment of buildah', () => {
  it('keeps what is set, and has certificates only where there are some', async () => {
    await inFolder(async (folder) => {
      const env = await createBuildahEnvironment(folder, { STORAGE_DRIVER: 'overlay' });
      expect(env).toMatchObject({ STORAGE_DRIVER: 'overlay', BUILDAH_ISOLATION: 'chroot' });
      expect(await readFile(env.CONTAINERS_CONF ?? '', 'utf8')).toBe('');
      const certificates = join(folder, 'npmrc');
      await createBuildahEnvironment(folder, { NODE_EXTRA_CA_CERTS: certificates });
      expect(await readFile(env.CONTAINERS_CONF ?? '', 'utf8')).toContain(`"${certificates}:${certificates}:ro"`);
      expect(await readFile(join(folder, 'npmrc'), 'utf8')).toBe(`cafile=${certificates}\n`);
    });
  });
});

describe('the storage of buildah', () => {
  it.each([
    ['nodev\tsysfs\nnodev\toverlay\n\text4\n', 'overlay'],
    ['nodev\tsysfs\n\text4\n', 'vfs'],
    ['', 'vfs'],
  ])('on a machine with %j is %s', (filesystems, driver) => {
    expect(storageDriver(filesystems)).toBe(driver);
  });
});

describe('defaultBase', () => {
  it('is the one that the template names', async () => {
    const template = await readFile(new URL('../../templates/Dockerfile', import.meta.url), 'utf8');
    expect(defaultBase(template)).toMatch(
      /^public\.ecr\.aws\/docker\/library\/node:24\.\d+\.\d+-slim(@sha256:[0-9a-f]{64})?$/,
    );
  });

  it('is an error where none is named', () => {
    expect(() => defaultBase('FROM scratch\n')).toThrow('names no base image');
  });
});
