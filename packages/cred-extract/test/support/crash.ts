/** `node crash.ts <how> <target>`: a server that does not catch what the library throws, and dies of it. */
import { createAccounts, setupAccountContext } from '../../src/index.ts';
import { ENCRYPTION_KEY, records } from './failing-accounts.ts';

const [how, target] = process.argv.slice(2) as ['thrown' | 'rejected' | 'logged', string];
const accounts = createAccounts({ source: records, encryptionKey: process.env.CRASH_KEY ?? ENCRYPTION_KEY });
const error: unknown = await setupAccountContext(target, { accounts }).catch((reason) => reason);

switch (how) {
  case 'thrown':
    throw error;
  case 'rejected':
    void Promise.reject(new Error('the server died', { cause: error }));
    break;
  case 'logged':
    console.error(error, { error, accounts });
    process.exitCode = 1;
}
