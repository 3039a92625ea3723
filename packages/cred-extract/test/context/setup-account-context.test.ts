import { execFile } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { asServer, currentAccount, perAccount, setupAccountContext } from '../../src/index.ts';
import { fakeAccounts, sleep } from '../support/fake-accounts.ts';

const A = '111111111111';
const B = '222222222222';
const accounts = fakeAccounts();
const here = () => currentAccount()?.accountId;

/** As an MCP SDK starts a handler: in a promise job of its own. */
const asCall = <T>(fn: () => Promise<T>): Promise<T> => Promise.resolve().then(fn);

describe('setupAccountContext', () => {
  it('binds the rest of the calling flow and tells what is safe to show', () =>
    asCall(async () => {
      const info = await setupAccountContext(A, { accounts });
      expect(info).toEqual({ accountId: A, alias: undefined, authType: 'iam_role', region: undefined });
      expect(here()).toBe(A);
    }));

  it('survives awaits, timers, callbacks, event emitters and parallel branches', () =>
    asCall(async () => {
      await setupAccountContext(A, { accounts });
      await sleep(1);
      const seen = await Promise.all([
        sleep(2).then(here),
        new Promise((resolve) => setTimeout(() => resolve(here()), 1)),
        new Promise((resolve) => setImmediate(() => resolve(here()))),
        new Promise((resolve) => queueMicrotask(() => resolve(here()))),
        new Promise((resolve) => process.nextTick(() => resolve(here()))),
        new Promise((resolve) => {
          const emitter = new EventEmitter().once('done', () => resolve(here()));
          setTimeout(() => emitter.emit('done'), 1);
        }),
      ]);
      expect(new Set(seen)).toEqual(new Set([A]));
    }));

  it('survives streams and async generators', () =>
    asCall(async () => {
      await setupAccountContext(A, { accounts });
      async function* pages() {
        for (let page = 0; page < 3; page++) {
          await sleep(1);
          yield here();
        }
      }
      const seen: unknown[] = [];
      for await (const account of pages()) seen.push(account);
      for await (const account of Readable.from(pages())) seen.push(account);
      expect(seen).toEqual([A, A, A, A, A, A]);
    }));

  it('keeps concurrent calls apart', async () => {
    const wrong: string[] = [];
    await Promise.all(
      Array.from({ length: 500 }, (_, index) =>
        asCall(async () => {
          const target = index % 3 === 0 ? undefined : index % 3 === 1 ? A : B;
          await setupAccountContext(target, { accounts });
          for (let step = 0; step < 3; step++) {
            await sleep(Math.random() * 3);
            if (here() !== target) wrong.push(`${target} saw ${here()}`);
          }
        }),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('runs a call without a target as the server, also after a call that had one', async () => {
    await asCall(async () => {
      await setupAccountContext(A, { accounts });
    });
    await asCall(async () => expect(here()).toBeUndefined());
    await asCall(async () => {
      await setupAccountContext(A, { accounts });
      expect(await setupAccountContext(undefined, { accounts })).toBeUndefined();
      expect(here()).toBeUndefined();
    });
  });

  it('lets no AWS client work while the account is not ready', () =>
    asCall(async () => {
      const client = perAccount(() => ({ send: () => 'sent' }));
      const ready = setupAccountContext(A, { accounts });
      expect(() => client.send()).toThrow(/Await setupAccountContext/);
      await ready;
      expect(client.send()).toBe('sent');
    }));

  it('lets no AWS client work after a set-up that failed, even if its error was swallowed', () =>
    asCall(async () => {
      const client = perAccount(() => ({ send: () => 'sent' }));
      await setupAccountContext('nobody', { accounts }).catch(() => {});
      expect(() => client.send()).toThrow(/No AWS account with the ID or alias "nobody"/);
      await sleep(1);
      expect(() => client.send()).toThrow(/nobody/);
      expect(here()).toBeUndefined();
    }));

  it('can be entered again for another account', () =>
    asCall(async () => {
      await setupAccountContext(A, { accounts });
      await setupAccountContext(B, { accounts });
      expect(here()).toBe(B);
    }));
});

describe('asServer', () => {
  it('runs as the server inside a call for an account, and only there', () =>
    asCall(async () => {
      await setupAccountContext(A, { accounts });
      const inside = await asServer(async () => {
        await sleep(1);
        return here();
      });
      expect(inside).toBeUndefined();
      expect(here()).toBe(A);
    }));
});

describe('the first call of a process', () => {
  // On Node 22 it bound the whole process to its account, because nothing had made Node follow promises before.
  it('leaves no account behind in the flow that started it', async () => {
    const program = `
      import { currentAccount, setupAccountContext } from '@mcp-multi-account/cred-extract';
      const keys = { accessKeyId: 'AKIA1', secretAccessKey: 's' };
      const info = { accountId: '${A}', alias: undefined, authType: 'aksk', region: undefined };
      const session = { info, key: 'k', credentials: async () => keys, currentCredentials: () => keys };
      const accounts = { session: async () => session, clear() {}, async close() {} };
      const inside = await Promise.resolve().then(async () => {
        await setupAccountContext('${A}', { accounts });
        return currentAccount().accountId;
      });
      const after = await Promise.resolve().then(async () => currentAccount() ?? 'server');
      console.log(JSON.stringify([inside, after]));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: import.meta.dirname,
    });
    expect(JSON.parse(stdout)).toEqual([A, 'server']);
  });
});
