import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openAccountStore } from '@mcp-multi-account/cred-extract';
import type { DemoAccount } from './accounts.ts';

/** Registers the accounts in a SQLite file. What a server needs in its environment to read them. */
export async function createStore(folder: string, accounts: readonly DemoAccount[]): Promise<Record<string, string>> {
  const databaseUrl = `sqlite:${join(folder, 'accounts.db')}`;
  const encryptionKey = randomBytes(32).toString('base64');
  const store = openAccountStore({ databaseUrl, encryptionKey });
  try {
    await store.migrate();
    for (const { record } of accounts) if (record) await store.put(record);
  } finally {
    await store.close();
  }
  return { DATABASE_URL: databaseUrl, ENCRYPTION_KEY: encryptionKey };
}
