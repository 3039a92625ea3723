import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ACCOUNTS = new URL('../../src/index.ts', import.meta.url).href;

/** Every module that Node resolved by the end of a program. */
function modulesOf(program: string, env: NodeJS.ProcessEnv = {}): string[] {
  const recorder = `
    const seen = [];
    require('node:module').registerHooks({
      resolve(specifier, context, next) {
        const resolved = next(specifier, context);
        seen.push(resolved.url);
        return resolved;
      },
    });
    (async () => {
      const accounts = await import(${JSON.stringify(ACCOUNTS)});
      ${program}
      console.log(JSON.stringify(seen));
    })();`;
  const output = execFileSync(process.execPath, ['--eval', recorder], {
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(output);
}

const isKysely = (url: string) => url.includes('/node_modules/kysely/');
const isPg = (url: string) => url.includes('/node_modules/pg/');
const isSqlite = (url: string) => url === 'node:sqlite';

describe('importing the accounts', () => {
  it('loads neither kysely nor a driver, and opening a store does not either', () => {
    const seen = modulesOf(`accounts.openAccountStore({ databaseUrl: 'postgres://u:p@h/db', env: {} });
      accounts.openAccountStore({ databaseUrl: 'sqlite:x.db', env: {} });`);
    expect(seen.filter((url) => isKysely(url) || isPg(url) || isSqlite(url))).toEqual([]);
    expect(seen.filter((url) => url.includes('/node_modules/')).every((url) => url.includes('/lru-cache/'))).toBe(true);
    expect(seen).toContain(ACCOUNTS);
  });

  it('loads nothing for a search in an embedded database that is not there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'test-lazy-'));
    const seen = modulesOf(`await accounts.openAccountStore().find({ kind: 'alias', alias: 'a' });`, {
      XDG_DATA_HOME: folder,
    });
    rmSync(folder, { recursive: true });
    expect(seen.filter((url) => isKysely(url) || isPg(url) || isSqlite(url))).toEqual([]);
  });

  it('loads no parser and no AWS client with any source of accounts, nor for a search on a machine without ~/.aws', () => {
    const seen = modulesOf(
      `const names = ['sql', 'profiles', 'registry', 'organizations', 'role-name'];
      accounts.createAccounts({ sources: names, env: { CROSS_ACCOUNT_ROLE_NAME: 'x', ACCOUNT_REGISTRY: 'accounts.yaml' } });
      await accounts.createAccounts().session('nobody').catch(() => {});`,
      { HOME: '/nonexistent' },
    );
    expect(seen.filter((url) => url.includes('/node_modules/')).every((url) => url.includes('/lru-cache/'))).toBe(true);
  });

  it('does not load pg for SQLite', () => {
    const seen = modulesOf(
      `const store = accounts.openAccountStore({ databaseUrl: 'sqlite::memory:' }); await store.migrate();`,
    );
    expect(seen.some(isKysely)).toBe(true);
    expect(seen.some(isSqlite)).toBe(true);
    expect(seen.filter(isPg)).toEqual([]);
  });

  it('does not load node:sqlite for PostgreSQL', () => {
    const seen = modulesOf(`const store = accounts.openAccountStore({ databaseUrl: 'postgres://u:p@127.0.0.1:1/db' });
      await store.list().catch(() => {});`);
    expect(seen.some(isKysely)).toBe(true);
    expect(seen.some(isPg)).toBe(true);
    expect(seen.filter(isSqlite)).toEqual([]);
  });
});
