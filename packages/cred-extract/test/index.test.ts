import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as library from '../src/index.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Runs a program beside this file in a fresh process, against the built package as its users get it. */
async function run(program: string, type: 'module' | 'commonjs' = 'module'): Promise<unknown> {
  const args = [`--input-type=${type}`, '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env.PATH },
  });
  return JSON.parse(stdout);
}

const PUBLIC = [
  'AccountAccessDeniedError',
  'AccountContextBypassError',
  'AccountDisabledError',
  'AccountMismatchError',
  'AccountNotFoundError',
  'AmbiguousAccountAliasError',
  'AssumeRoleError',
  'AuditUnavailableError',
  'ConfigurationError',
  'CredentialDecryptionError',
  'CredentialExtractionError',
  'CredentialsRejectedError',
  'DatabaseConnectionError',
  'InvalidAccountIdError',
  'ProfileCredentialsError',
  'UseAccountContext',
  'accountEnv',
  'accountErrorResult',
  'asServer',
  'checkAccounts',
  'combineSources',
  'configureAccounts',
  'createAccounts',
  'currentAccount',
  'isCredentialExtractionError',
  'openAccountStore',
  'organizationsSource',
  'perAccount',
  'registryFileSource',
  'roleNameSource',
  'runWithRequestContext',
  'setupAccountContext',
  'targetAccountId',
  'withAccountContext',
  'withAccounts',
  'withTargetAccountId',
];

describe('the public surface', () => {
  it('is this list', () => {
    expect(Object.keys(library).sort()).toEqual(PUBLIC);
  });

  it('is the same in the ESM and the CommonJS build', async () => {
    const esm = "console.log(JSON.stringify(Object.keys(await import('@mcp-multi-account/cred-extract')).sort()))";
    const cjs = "console.log(JSON.stringify(Object.keys(require('@mcp-multi-account/cred-extract')).sort()))";
    expect(await run(esm)).toEqual(PUBLIC);
    expect(await run(cjs, 'commonjs')).toEqual(PUBLIC);
  });
});

describe('an error of the library', () => {
  it('is printed by its own name, though the package is bundled', async () => {
    const program = (library: string) => `
      const errors = Object.entries(${library}).filter(([name]) => name.endsWith('Error') && !name.startsWith('is'));
      console.log(JSON.stringify(errors.map(([name, { prototype }]) => [name, prototype.name, prototype.constructor.name])));`;
    const names = PUBLIC.filter((name) => name.endsWith('Error') && !name.startsWith('is'));
    const expected = names.map((name) => [name, name, name]);
    expect(await run(program("await import('@mcp-multi-account/cred-extract')"))).toEqual(expected);
    expect(await run(program("require('@mcp-multi-account/cred-extract')"), 'commonjs')).toEqual(expected);
  });
});

describe('the ESM and the CommonJS copy in one process', () => {
  it('share one context, one configuration and one idea of an error', async () => {
    const program = `
      import { createRequire } from 'node:module';
      import * as esm from '@mcp-multi-account/cred-extract';
      const cjs = createRequire(import.meta.url)('@mcp-multi-account/cred-extract');
      const info = { accountId: '111111111111', alias: undefined, authType: 'aksk', region: 'eu-west-1' };
      const keys = { accessKeyId: 'AKIA1', secretAccessKey: 's' };
      esm.configureAccounts({
        session: async () => ({ info, key: 'k', credentials: async () => keys, currentCredentials: () => keys }),
        clear() {}, async close() {},
      });
      const client = esm.perAccount((aws) => ({ region: aws.region }));
      const handler = cjs.withAccountContext(async () => [esm.currentAccount()?.accountId, client.region]);
      const denied = cjs.withAccountContext(async () => { throw new esm.AccountDisabledError('111111111111'); });
      console.log(JSON.stringify([
        esm.perAccount === cjs.perAccount,
        await handler({ target_account_id: '111111111111' }),
        (await denied({ target_account_id: '111111111111' })).isError,
      ]));`;
    expect(await run(program)).toEqual([false, ['111111111111', 'eu-west-1'], true]);
  });
});

describe('importing the library', () => {
  const LOADED = `
    import { createRequire } from 'node:module';
    import { registerHooks } from 'node:module';
    const loaded = new Set();
    registerHooks({ resolve(specifier, context, next) {
      const found = next(specifier, context);
      const name = /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\/(?!.*node_modules\\/)/.exec(found.url)?.[1] ?? (specifier.startsWith('node:') ? specifier : undefined);
      if (specifier === '#kysely') loaded.add('kysely');
      if (name) loaded.add(name);
      return found;
    } });`;
  const HEAVY = ['pg', 'kysely', '@aws-sdk/client-sts', 'node:sqlite', '@modelcontextprotocol/sdk'];

  it('loads no database driver, no query builder and no AWS client', async () => {
    const loaded = await run(`${LOADED}
      await import('@mcp-multi-account/cred-extract');
      console.log(JSON.stringify([...loaded]));`);
    expect(loaded).toContain('lru-cache');
    expect(HEAVY.filter((name) => (loaded as string[]).includes(name))).toEqual([]);
  });

  it('and using it with SQLite does not load the PostgreSQL driver', async () => {
    const loaded = (await run(`${LOADED}
      const { openAccountStore } = await import('@mcp-multi-account/cred-extract');
      const store = openAccountStore({ databaseUrl: 'sqlite::memory:' });
      await store.migrate();
      await store.close();
      console.log(JSON.stringify([...loaded]));`)) as string[];
    expect(loaded).toEqual(expect.arrayContaining(['kysely', 'node:sqlite']));
    expect(loaded).not.toContain('pg');
  });

  it('takes less than a tenth of a second of processor time, and so does a first look at an SQLite database', async () => {
    const program = (body: string) =>
      `const start = process.cpuUsage(); ${body}
      const { user, system } = process.cpuUsage(start); console.log((user + system) / 1000);`;
    const library = "const { openAccountStore } = await import('@mcp-multi-account/cred-extract');";
    const store = "await openAccountStore({ databaseUrl: 'sqlite::memory:' }).migrate();";
    expect(await run(program(library))).toBeLessThan(100);
    expect(await run(program(library + store))).toBeLessThan(100);
  });
});
