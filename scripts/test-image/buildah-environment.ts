import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What buildah runs with, so that it works in a container without privileges to mount, and leaves the user's images alone.
 * What the environment says already stays.
 *
 * @param folder kept from run to run: it holds the base image.
 */
export async function createBuildahEnvironment(folder: string, env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  await mkdir(folder, { recursive: true });
  const file = (name: string) => join(folder, name);
  const driver = env.STORAGE_DRIVER ?? storageDriver(await readFile('/proc/filesystems', 'utf8').catch(() => ''));
  await writeFile(file('storage.conf'), storage(folder, driver));
  const certificates = env.NODE_EXTRA_CA_CERTS ?? '';
  await writeFile(file('npmrc'), `cafile=${certificates}\n`);
  await writeFile(file('containers.conf'), existsSync(certificates) ? containers(certificates, file('npmrc')) : '');
  // buildah refuses to start where the file is named and absent; a new one also forgets the logins of the run before.
  await writeFile(file('auth.json'), '{}');
  return {
    BUILDAH_ISOLATION: 'chroot',
    STORAGE_DRIVER: driver,
    CONTAINERS_STORAGE_CONF: file('storage.conf'),
    CONTAINERS_CONF: file('containers.conf'),
    REGISTRY_AUTH_FILE: file('auth.json'),
    ...env,
  };
}

/** Of Linux's list. `vfs` works everywhere and copies the whole image for every step, which takes minutes. */
export function storageDriver(filesystems: string): 'overlay' | 'vfs' {
  return /\boverlay$/m.test(filesystems) ? 'overlay' : 'vfs';
}

function storage(folder: string, driver: string): string {
  return `[storage]\ndriver = "${driver}"\nrunroot = "${join(folder, 'run')}"\ngraphroot = "${join(folder, 'storage')}"\n`;
}

/**
 * Behind a proxy that signs for everybody, npm in the build needs the certificates that Node has outside of it. They are
 * mounted for the build and are in no image.
 */
export function containers(certificates: string, npmrc: string): string {
  const volumes = [`${certificates}:${certificates}:ro`, `${npmrc}:/usr/local/etc/npmrc:ro`];
  return `[containers]\nvolumes = ${JSON.stringify(volumes)}\n`;
}
