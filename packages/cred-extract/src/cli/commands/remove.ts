import type { AccountStore } from '../../accounts/sql/sql-account-store.ts';
import { accountName } from '../account-view.ts';
import { findRecord, withStore } from '../accounts-of-environment.ts';
import { confirm } from '../confirm.ts';
import { EXIT } from '../exit-code.ts';
import { type Outcome, onRun } from '../output.ts';
import type { ProcessIo } from '../process-io.ts';
import type { Register } from '../program.ts';
import { printable } from '../table.ts';

export const registerRemove: Register = (program, io, onExit) => {
  const command = program
    .command('remove')
    .description('delete an account from the database')
    .argument('<account>', 'account ID or alias')
    .option('--yes', 'do not ask');
  onRun<{ yes?: true }>(command, io, onExit, ([target = ''], { yes }) =>
    withStore(io, (store) => remove(store, target, yes === true, io)),
  );
};

async function remove(store: AccountStore, target: string, sure: boolean, io: ProcessIo): Promise<Outcome> {
  const record = await findRecord(store, target);
  const name = printable(accountName(record));
  if (!sure) await confirm(`Remove ${name}, and its stored key if it has one?`, io);
  const removed = await store.remove(record.account_id);
  return {
    exitCode: EXIT.done,
    json: { account_id: record.account_id, alias: record.alias ?? null, removed },
    text: removed
      ? `Removed ${name}. Running servers follow within half a minute.\n`
      : `${name} was removed already.\n`,
  };
}
