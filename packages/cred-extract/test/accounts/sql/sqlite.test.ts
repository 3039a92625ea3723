import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AccountStore,
  type AccountStoreOptions,
  openAccountStore,
} from '../../../src/accounts/sql/sql-account-store.ts';
import { ConfigurationError, DatabaseConnectionError } from '../../../src/errors.ts';
import { PROD, PROD_RECORD } from '../../support/prod-account.ts';

const MODULE = new URL('../../../src/accounts/sql/sql-account-store.ts', import.meta.url).href;

let folder: string;
let stores: AccountStore[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'test-sqlite-'));
  stores = [];
});
afterEach(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await rm(folder, { recursive: true, force: true });
});

function open(options: AccountStoreOptions): AccountStore {
  const store = openAccountStore({ env: {}, ...options });
  stores.push(store);
  return store;
}

describe('the embedded database', () => {
  const path = () => join(folder, 'mcp-multi-account', 'accounts.db');
  const embedded = () => open({ env: { XDG_DATA_HOME: folder } });

  it('is an empty store while nobody has put anything, and reading makes no file', async () => {
    const store = embedded();
    expect(await store.find(PROD)).toEqual([]);
    expect(await store.list()).toEqual([]);
    expect(await store.remove('222222222222')).toBe(false);
    expect(existsSync(join(folder, 'mcp-multi-account'))).toBe(false);
  });

  it('is made by the first put, tables included, for its owner only', async () => {
    const store = embedded();
    expect(await store.find(PROD)).toEqual([]);
    await store.put(PROD_RECORD);
    expect(await store.find(PROD)).toHaveLength(1);
    expect((await stat(path())).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'mcp-multi-account'))).mode & 0o777).toBe(0o700);
  });

  it('is made by migrate()', async () => {
    const store = embedded();
    expect(await store.migrate()).toEqual(['0001-accounts']);
    expect(await store.list()).toEqual([]);
  });

  it('is seen by a server that was already running when it was made', async () => {
    const running = embedded();
    expect(await running.find(PROD)).toEqual([]);
    await embedded().put(PROD_RECORD);
    expect(await running.find(PROD)).toHaveLength(1);
  });

  it('is kept from one process to the next, and takes the puts of several at once', async () => {
    const program = `
      const { openAccountStore } = await import(${JSON.stringify(MODULE)});
      const store = openAccountStore();
      for (let i = 0; i < 10; i += 1) {
        const id = process.argv[1] + String(i).padStart(11, '0');
        await store.put({ account_id: id, auth_type: 'iam_role', role_arn: 'arn:aws:iam::' + id + ':role/x' });
      }
      await store.close();`;
    const env = { ...process.env, XDG_DATA_HOME: folder, DATABASE_URL: '' };
    const run = (name: string) =>
      promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program, name], { env });
    await Promise.all(['1', '2', '3', '4'].map(run));
    expect(await embedded().list()).toHaveLength(40);
  });

  it('is migrated once by several processes that start together', async () => {
    const program = `
      const { openAccountStore } = await import(${JSON.stringify(MODULE)});
      await openAccountStore({ databaseUrl: 'sqlite::memory:' }).migrate();
      while (Date.now() < Number(process.env.START)) {}
      const applied = [];
      for (let i = 0; i < 10; i += 1) {
        const store = openAccountStore({ databaseUrl: 'sqlite://' + process.env.XDG_DATA_HOME + '/' + i + '.db' });
        applied.push(...(await store.migrate()));
      }
      console.log(JSON.stringify(applied));`;
    const env = { ...process.env, XDG_DATA_HOME: folder, START: String(Date.now() + 2_000) };
    const runs = Array.from({ length: 4 }, () =>
      promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], { env }),
    );
    const applied = (await Promise.all(runs)).flatMap(({ stdout }) => JSON.parse(stdout));
    expect(applied).toEqual(Array.from({ length: 10 }, () => '0001-accounts'));
  });

  it('takes the puts of several stores of one process at once', async () => {
    const several = Array.from({ length: 4 }, embedded);
    const ids = Array.from({ length: 40 }, (_, index) => String(index).padStart(12, '4'));
    const put = (id: string, index: number) =>
      several[index % 4]?.put({ ...PROD_RECORD, account_id: id, role_arn: `arn:aws:iam::${id}:role/x` });
    await Promise.all(ids.map(put));
    expect(await embedded().list()).toHaveLength(40);
  });

  it('cannot be made where a file is in the way', async () => {
    await writeFile(join(folder, 'mcp-multi-account'), '');
    await expect(embedded().put(PROD_RECORD)).rejects.toThrow(DatabaseConnectionError);
  });
});

describe('a named SQLite file', () => {
  const url = () => `sqlite://${join(folder, 'named.db')}`;

  it.each<[string, (store: AccountStore) => Promise<unknown>]>([
    ['find', (store) => store.find(PROD)],
    ['list', (store) => store.list()],
    ['remove', (store) => store.remove('222222222222')],
    ['put', (store) => store.put(PROD_RECORD)],
  ])('that does not exist is an error to %s, and is not made', async (_, action) => {
    const error = await failureOf(action(open({ databaseUrl: url() })));
    expect(error).toBeInstanceOf(DatabaseConnectionError);
    expect(error.retryable).toBe(false);
    expect(error.cause.message).toBe('The SQLite file does not exist.');
    expect(existsSync(join(folder, 'named.db'))).toBe(false);
  });

  it('is made by migrate(), folders included, and found by a relative path too', async () => {
    const deep = join(folder, 'a', 'b', 'named.db');
    await open({ databaseUrl: `sqlite://${deep}` }).migrate();
    expect(existsSync(deep)).toBe(true);
    const program = `
      const { openAccountStore } = await import(${JSON.stringify(MODULE)});
      console.log((await openAccountStore().list()).length);`;
    const env = { ...process.env, DATABASE_URL: 'sqlite:b/named.db' };
    const options = { env, cwd: join(folder, 'a'), encoding: 'utf8' } as const;
    expect(execFileSync(process.execPath, ['--input-type=module', '--eval', program], options)).toBe('0\n');
  });

  it('comes into use when it appears', async () => {
    const store = open({ databaseUrl: url() });
    await expect(store.find(PROD)).rejects.toThrow(DatabaseConnectionError);
    const other = open({ databaseUrl: url() });
    await other.migrate();
    await other.put(PROD_RECORD);
    expect(await store.find(PROD)).toHaveLength(1);
  });

  it('that is no database is an error, whichever way it is not one', async () => {
    await writeFile(join(folder, 'text.db'), 'this is not a database, canary '.repeat(100));
    await mkdir(join(folder, 'folder.db'));
    await symlink(join(folder, 'nowhere'), join(folder, 'link.db'));
    for (const name of ['text.db', 'folder.db', 'link.db']) {
      const error = await failureOf(open({ databaseUrl: `sqlite://${join(folder, name)}` }).find(PROD));
      expect(error).toBeInstanceOf(DatabaseConnectionError);
      expect(`${error.stack} ${error.cause.stack}`).not.toContain('canary');
    }
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });

  it('that somebody else is writing is waited for, and reported as busy when that lasts', async () => {
    const store = open({ databaseUrl: url() });
    await store.migrate();
    const writer = new DatabaseSync(join(folder, 'named.db'));
    writer.exec('begin exclusive');
    const error = await failureOf(store.find(PROD));
    expect(error).toBeInstanceOf(DatabaseConnectionError);
    expect(error.retryable).toBe(true);
    writer.exec('rollback');
    writer.close();
    expect(await store.find(PROD)).toEqual([]);
  });

  it('can be read from a folder that cannot be written, as in a container image', async () => {
    const made = open({ databaseUrl: url() });
    await made.migrate();
    await made.put(PROD_RECORD);
    await made.close();
    const image = join(folder, 'image');
    await mkdir(image);
    await copyFile(join(folder, 'named.db'), join(image, 'accounts.db'));
    await chmod(join(image, 'accounts.db'), 0o444);
    await chmod(image, 0o555);
    await chmod(folder, 0o755);
    expect(readAsNobody(join(image, 'accounts.db'))).toEqual([{ account_id: '222222222222' }]);
    await chmod(image, 0o755);
  });

  it('that cannot be written says so to put', async () => {
    await open({ databaseUrl: url() }).migrate();
    const store = open({ databaseUrl: url() });
    await store.find(PROD);
    const writer = new DatabaseSync(join(folder, 'named.db'));
    writer.exec("create trigger refuse before insert on aws_accounts begin select raise(abort, 'read only'); end");
    writer.close();
    await expect(store.put(PROD_RECORD)).rejects.toThrow(ConfigurationError);
    expect(await store.find(PROD)).toEqual([]);
  });
});

describe('a database in memory', () => {
  it('takes accounts at once, and is gone with the store', async () => {
    const store = open({ databaseUrl: 'sqlite::memory:' });
    await store.put(PROD_RECORD);
    expect(await store.find(PROD)).toHaveLength(1);
    expect(existsSync(':memory:')).toBe(false);
    await expect(open({ databaseUrl: 'sqlite::memory:' }).find(PROD)).rejects.toThrow(/Run mcp-accounts migrate/);
  });

  it('answers a search in the middle of a migration', async () => {
    const store = open({ databaseUrl: 'sqlite::memory:' });
    const put = store.put(PROD_RECORD);
    const found = await store.find(PROD).catch((error) => error);
    await put;
    expect(Array.isArray(found) || found instanceof ConfigurationError).toBe(true);
    expect(await store.find(PROD)).toHaveLength(1);
  });
});

describe('closing', () => {
  it('may be done twice, or before any use', async () => {
    const store = open({ databaseUrl: 'sqlite::memory:' });
    await store.close();
    await store.put(PROD_RECORD);
    await store.close();
    await store.close();
    await expect(store.find(PROD)).rejects.toThrow(DatabaseConnectionError);
  });
});

async function failureOf(promise: Promise<unknown>): Promise<DatabaseConnectionError & { cause: Error }> {
  return promise.then(
    () => expect.unreachable('It did not fail.'),
    (error) => error,
  );
}

/** Root may write anywhere, so that only another user can show it. */
function readAsNobody(path: string): unknown {
  const program = `
    const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
    console.log(JSON.stringify(new DatabaseSync(${JSON.stringify(path)}).prepare('select account_id from aws_accounts').all()));`;
  const options = { encoding: 'utf8' } as const;
  const output =
    process.getuid?.() === 0
      ? // The checkout, Node in it, may lie where nobody else may look.
        execFileSync('/proc/self/exe', ['--eval', program], { ...options, uid: 65534, gid: 65534 })
      : execFileSync(process.execPath, ['--eval', program], options);
  return JSON.parse(output);
}
