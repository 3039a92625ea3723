import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAuthority } from '../../packages/cred-extract/test/support/certificates.ts';
import { fetchWith, type RegistryAddress } from './fetch-with.ts';
import { freePort } from './free-port.ts';
import { runProgram } from './run-program.ts';

export interface Registry extends AsyncDisposable, RegistryAddress {
  /** A file with its authority. */
  readonly ca: string;
}

/** What ECR takes for a user, and a password with its bcrypt hash. */
const USER = 'AWS';
export const PASSWORD = 'canary-of-the-registry';
const HASH = '$2y$05$abcdefghijklmnopqrstuuTQLdDQ2arfM5hmv74DJrVlfO6Ojq7Qm';

/** The names of https://github.com/distribution/distribution: Debian's, and its own. */
const PROGRAMS = ['docker-registry', 'registry'];

/** The program of a registry: `REGISTRY`, or one on the PATH. Undefined where there is none. */
export async function findRegistry(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const program of env.REGISTRY ? [env.REGISTRY] : PROGRAMS) {
    if ((await runProgram([program, '--version'])).code === 0) return program;
  }
  return undefined;
}

/** Starts a registry on the loopback address, with TLS and a password, as ECR has both. */
export async function startRegistry(program: string, folder: string): Promise<Registry> {
  await mkdir(folder);
  const authority = createAuthority();
  const { cert, key } = authority.issue('registry', ['IP:127.0.0.1']);
  const host = `127.0.0.1:${await freePort()}`;
  await writeFile(join(folder, 'users'), `${USER}:${HASH}\n`);
  const config = { host, cert, key, folder };
  await writeFile(join(folder, 'config.yml'), JSON.stringify(settings(config)));
  const child = spawn(program, ['serve', join(folder, 'config.yml')], { stdio: 'ignore' });
  const address = { host, authorization: `${USER}:${PASSWORD}`, certificate: await readFile(authority.ca, 'utf8') };
  await untilReady(child, address);
  const dispose = async () => {
    child.kill();
    if (child.exitCode === null) await once(child, 'exit');
    authority.remove();
  };
  return { ...address, ca: authority.ca, [Symbol.asyncDispose]: dispose };
}

/** JSON is YAML. */
function settings(config: { host: string; cert: string; key: string; folder: string }): object {
  return {
    version: '0.1',
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: join(config.folder, 'data') } },
    http: { addr: config.host, tls: { certificate: config.cert, key: config.key } },
    auth: { htpasswd: { realm: 'registry', path: join(config.folder, 'users') } },
  };
}

async function untilReady(child: ChildProcess, address: RegistryAddress): Promise<void> {
  for (let attempt = 0; attempt < 100 && child.exitCode === null; attempt++) {
    const answer = await fetchWith(address, '/v2/').catch(() => undefined);
    if (answer?.status === 200) return;
    await sleep(100);
  }
  throw new Error('The registry does not start.');
}
