import { cp, mkdir, realpath, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Engine } from './engine.ts';
import { mustRun, runProgram } from './run-program.ts';

/** In buildah's own storage. */
export const STAND_IN = 'localhost/mcp-multi-account/node-stand-in:24-slim';

/** The Debian of the official image. */
const RELEASE = 'bookworm';

/** What debootstrap leaves and the official image leaves out, so that the sizes are near those on the official one. */
const NOT_IN_SLIM = ['var/cache/apt', 'var/lib/apt/lists', 'usr/share/doc', 'usr/share/man', 'usr/share/locale'];

const PATHS = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Whether a run before this one has made it. */
export async function hasStandIn({ name, env }: Engine): Promise<boolean> {
  return name === 'buildah' && (await runProgram(['buildah', 'images', '--quiet', STAND_IN], { env })).code === 0;
}

/** Why no stand-in can be made here. Undefined if one can. */
export async function standInObstacle({ name }: Engine): Promise<string | undefined> {
  if (name !== 'buildah') return `${name} makes no base image of its own`;
  if (process.getuid?.() !== 0) return 'making a stand-in needs root';
  if ((await runProgram(['debootstrap', '--version'])).code !== 0) return 'debootstrap is not installed';
  return undefined;
}

/**
 * An image with what the Dockerfile takes from the official one: Debian, Node, npm, and the user `node` with ID 1000. For
 * both processors, with this one's programs: the Dockerfile runs none of the target's.
 */
export async function makeStandIn(engine: Engine, folder: string): Promise<void> {
  const root = join(folder, 'base');
  await mustRun(['debootstrap', '--variant=minbase', '--include=ca-certificates', RELEASE, root]);
  await Promise.all(NOT_IN_SLIM.map((path) => rm(join(root, path), { recursive: true, force: true })));
  await installNode(root);
  await mustRun(['chroot', root, 'groupadd', '--gid', '1000', 'node']);
  await mustRun(['chroot', root, 'useradd', '--uid', '1000', '--gid', '1000', '--create-home', 'node']);
  await commit(engine, root);
  await rm(root, { recursive: true, force: true });
}

async function installNode(root: string): Promise<void> {
  const local = join(root, 'usr/local');
  await cp(process.execPath, join(local, 'bin/node'));
  const npm = await npmFolder();
  await mkdir(join(local, 'lib/node_modules'), { recursive: true });
  await cp(npm, join(local, 'lib/node_modules/npm'), { recursive: true });
  for (const name of ['npm', 'npx']) {
    await symlink(`../lib/node_modules/npm/bin/${name}-cli.js`, join(local, 'bin', name));
  }
}

/** `…/npm` of `…/npm/bin/npm-cli.js`. */
async function npmFolder(): Promise<string> {
  const program = await mustRun(['sh', '-c', 'command -v npm']);
  return dirname(dirname(await realpath(program.trim())));
}

async function commit({ env }: Engine, root: string): Promise<void> {
  const buildah = async (...args: string[]) => (await mustRun(['buildah', ...args], { env })).trim();
  const images: string[] = [];
  for (const architecture of ['amd64', 'arm64']) {
    const container = await buildah('from', 'scratch');
    await buildah('copy', '--quiet', container, root, '/');
    await buildah('config', '--arch', architecture, '--env', PATHS, '--cmd', 'node', container);
    images.push(`containers-storage:${await buildah('commit', '--quiet', '--rm', container)}`);
  }
  // Last and at once, so that a run that is interrupted leaves no half of it.
  await buildah('manifest', 'create', STAND_IN, ...images);
}
