import type { AccountRecord } from '../../account.ts';
import { type AccountView, accountView } from '../account-view.ts';
import { findRecord, withSources } from '../accounts-of-environment.ts';
import { EXIT } from '../exit-code.ts';
import { type Outcome, onRun } from '../output.ts';
import type { Register } from '../program.ts';
import { printable } from '../table.ts';

export const registerShow: Register = (program, io, onExit) => {
  const command = program
    .command('show')
    .description('show one account, without its role, external ID and keys')
    .argument('<account>', 'account ID or alias');
  onRun(command, io, onExit, async ([target = '']) =>
    shown(await withSources(io, (source) => findRecord(source, target))),
  );
};

function shown(record: AccountRecord): Outcome {
  const account = accountView(record);
  const lines = describe(account).map(([name, value]) => `${name.padEnd(17)} ${printable(value)}\n`);
  return { exitCode: EXIT.done, json: { account }, text: lines.join('') };
}

function describe(account: AccountView): ReadonlyArray<readonly [name: string, value: string]> {
  const tags = Object.entries(account.tags).map(([name, value]) => `${name}=${value}`);
  return [
    ['Account ID', account.account_id],
    ['Alias', account.alias ?? '-'],
    ['State', account.enabled ? 'enabled' : 'disabled'],
    ['By', account.profile === null ? account.auth_type : `${account.auth_type} ${account.profile}`],
    ['Role', setOrNot(account.has_role)],
    ['External ID', setOrNot(account.has_external_id)],
    ['Access key', setOrNot(account.has_access_key)],
    ['Region', account.region ?? '-'],
    ['Session duration', account.session_duration === null ? '-' : `${account.session_duration} s`],
    ['Environment', account.environment ?? '-'],
    ['Tags', tags.join(', ') || '-'],
  ];
}

function setOrNot(isSet: boolean): string {
  return isSet ? 'set' : 'not set';
}
