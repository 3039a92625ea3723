import type { AccountRecord } from '../../account.ts';
import { type AccountView, accountView } from '../account-view.ts';
import { listRecords, withSources } from '../accounts-of-environment.ts';
import { EXIT } from '../exit-code.ts';
import { counted, type Outcome, onRun } from '../output.ts';
import type { Register } from '../program.ts';
import { formatTable } from '../table.ts';

export const registerList: Register = (program, io, onExit) => {
  const command = program.command('list').description('list the accounts of all configured sources');
  onRun(command, io, onExit, async () => listed(await withSources(io, listRecords)));
};

function listed(records: readonly AccountRecord[]): Outcome {
  const accounts = records.map(accountView);
  return { exitCode: EXIT.done, json: { accounts }, text: textOf(accounts) };
}

function textOf(accounts: readonly AccountView[]): string {
  if (accounts.length === 0) return 'No accounts. Register one: mcp-accounts add --help\n';
  const header = ['ACCOUNT ID', 'ALIAS', 'BY', 'REGION', 'ENVIRONMENT', 'STATE'];
  const rows = accounts.map((account) => [
    account.account_id,
    account.alias ?? '-',
    account.auth_type,
    account.region ?? '-',
    account.environment ?? '-',
    account.enabled ? 'enabled' : 'disabled',
  ]);
  return `${formatTable(header, rows)}\n${counted(accounts.length, 'account')}\n`;
}
