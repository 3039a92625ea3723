import { accountName } from '../account-view.ts';
import { findRecord, withStore } from '../accounts-of-environment.ts';
import { EXIT } from '../exit-code.ts';
import { type Outcome, onRun } from '../output.ts';
import type { ProcessIo } from '../process-io.ts';
import type { Register } from '../program.ts';
import { printable } from '../table.ts';

/** `enable` and `disable`. */
export const registerEnable: Register = (program, io, onExit) => {
  const enable = program.command('enable').description('let servers use an account again');
  const disable = program.command('disable').description('keep an account, and let no server use it');
  for (const [command, enabled] of [[enable, true] as const, [disable, false] as const]) {
    command.argument('<account>', 'account ID or alias, in the database');
    onRun(command, io, onExit, ([target = '']) => setEnabled(target, enabled, io));
  }
};

async function setEnabled(target: string, enabled: boolean, io: ProcessIo): Promise<Outcome> {
  const record = await withStore(io, async (store) => {
    const found = await findRecord(store, target);
    await store.setEnabled(found.account_id, enabled);
    return found;
  });
  const state = enabled ? 'enabled' : 'disabled';
  const name = printable(accountName(record));
  return {
    exitCode: EXIT.done,
    json: { account_id: record.account_id, alias: record.alias ?? null, enabled },
    text: `${name} is ${state}. Running servers follow within half a minute.\n`,
  };
}
