import { AccountNotFoundError, type AccountSession, type Accounts } from '../../src/index.ts';

/** Accounts that need neither a store nor AWS: account `111111111111` signs with key `AKIA111111111111`. */
export function fakeAccounts(options: { delayMs?: number; regions?: Record<string, string> } = {}): Accounts {
  return {
    session: async (target) => {
      await new Promise((resolve) => setTimeout(resolve, options.delayMs ?? Math.random() * 3));
      if (typeof target !== 'string' || !/^\d{12}$/.test(target)) throw new AccountNotFoundError(String(target));
      return fakeSession(target, options.regions?.[target]);
    },
    authorizeServer: () => {},
    flush: () => {},
    clear: () => {},
    close: async () => {},
  };
}

export function fakeSession(accountId: string, region?: string): AccountSession {
  const credentials = { accessKeyId: `AKIA${accountId}`, secretAccessKey: `secret-${accountId}`, sessionToken: 't' };
  return {
    info: { accountId, alias: undefined, authType: 'iam_role', region },
    key: `fake:${accountId}`,
    credentials: async () => credentials,
    currentCredentials: () => credentials,
  };
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
