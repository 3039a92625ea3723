import type { AccountStore } from '../../accounts/sql/sql-account-store.ts';
import { withStore } from '../accounts-of-environment.ts';
import { EXIT } from '../exit-code.ts';
import { createKeyFile, defaultKeyFile, isKeyFile, type KeyFile } from '../init/key-file.ts';
import { counted, type Outcome, onRun } from '../output.ts';
import type { ProcessIo } from '../process-io.ts';
import type { Register } from '../program.ts';
import { Refusal } from '../refusal.ts';

export const registerInit: Register = (program, io, onExit) => {
  const command = program
    .command('init')
    .description('create the encryption key, if there is none, and the tables of the database')
    .option('--key-file <path>', 'where to write the key', defaultKeyFile(io.env));
  onRun<{ keyFile: string }>(command, io, onExit, (_args, { keyFile }) =>
    withStore(io, async (store) => {
      const applied = await store.migrate();
      return initialised(applied, hasKey(io) ? undefined : await newKey(store, keyFile), keyFile);
    }),
  );
};

function hasKey({ env }: ProcessIo): boolean {
  const settings = ['ENCRYPTION_KEY', 'ENCRYPTION_KEY_SECRET_NAME', 'ENCRYPTION_KMS_KEY_ID'];
  return settings.some((name) => env[name]?.trim());
}

/** A new key would look as if it were the one that the stored secrets need. */
async function newKey(store: AccountStore, keyFile: string): Promise<KeyFile> {
  if (isKeyFile(keyFile)) return 'found';
  const encrypted = (await store.list()).filter((record) => record.secret_access_key_encrypted);
  if (encrypted.length > 0) {
    throw new Refusal(
      `The database has secrets of ${counted(encrypted.length, 'account')}, and ENCRYPTION_KEY is not set. Set it to the key they were encrypted with.`,
    );
  }
  return createKeyFile(keyFile);
}

function initialised(applied: readonly string[], created: KeyFile | undefined, keyFile: string): Outcome {
  const tables = applied.length > 0 ? 'The database has its tables now.' : 'The database has its tables already.';
  const lines = [tables, ...keyLines(created, keyFile), 'Next: mcp-accounts add --help', 'and:  mcp-accounts doctor'];
  return {
    exitCode: EXIT.done,
    json: { applied, key: created ?? 'set', key_file: created ? keyFile : null },
    text: `${lines.join('\n')}\n`,
  };
}

function keyLines(created: KeyFile | undefined, keyFile: string): readonly string[] {
  const use = `export ENCRYPTION_KEY="$(cat ${JSON.stringify(keyFile)})"`;
  switch (created) {
    case undefined:
      return ['The encryption key is set already.'];
    case 'created':
      return [
        `A new encryption key is in ${keyFile}, readable for you alone. Keep a copy: without it no stored secret can be read.`,
        `Give it to servers and to this program: ${use}`,
      ];
    case 'found':
      return [`The encryption key of an earlier run is in ${keyFile}. Use it: ${use}`];
  }
}
