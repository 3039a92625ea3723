import { type NewAccount, problemsOfAccount } from '../../accounts/new-account.ts';
import type { AccountStore } from '../../accounts/sql/sql-account-store.ts';
import { accountName } from '../account-view.ts';
import { withStore } from '../accounts-of-environment.ts';
import { type AddOptions, accountOf } from '../add/account-options.ts';
import { EXIT } from '../exit-code.ts';
import { collected, type Outcome, onRun } from '../output.ts';
import type { ProcessIo } from '../process-io.ts';
import type { Register } from '../program.ts';
import { Refusal } from '../refusal.ts';
import { readSecret } from '../secret-input.ts';

export const registerAdd: Register = (program, io, onExit) => {
  const command = program
    .command('add')
    .description('register an account in the database, by its role or by an access key')
    .argument('<account-id>', '12 digits')
    .option('--role-arn <arn>', 'the role that servers assume')
    .option('--external-id <id>', "what the role's trust policy asks for")
    .option('--access-key-id <id>', 'instead of a role; its secret is asked for, or read from stdin')
    .option('--secret-file <path>', "the file of the access key's secret; - for stdin")
    .option('--alias <name>', 'a name to call it by')
    .option('--region <region>', "the account's region")
    .option('--session-duration <seconds>', '900 to 43200')
    .option('--environment <name>', 'such as prod')
    .option('--tag <key=value>', 'a tag; may be repeated', collected)
    .option('--disabled', 'let no server use it yet')
    .option('--replace', 'replace the account if it is registered already');
  onRun<AddOptions>(command, io, onExit, ([accountId = ''], options) => add(accountId, options, io));
};

async function add(accountId: string, options: AddOptions, io: ProcessIo): Promise<Outcome> {
  const draft = accountOf(accountId, options);
  check(draft, draft.auth_type === 'aksk');
  return withStore(io, async (store) => {
    const isThere = await isRegistered(store, accountId);
    if (isThere && !options.replace) {
      throw new Refusal(`AWS account ${accountId} is registered already. Give --replace to replace it.`);
    }
    const account = draft.auth_type === 'aksk' ? { ...draft, ...(await secretOf(options, io)) } : draft;
    check(account, false);
    await store.put(account);
    return added(account, isThere);
  });
}

/** Everything at once, and before anybody is asked for a secret. @throws Refusal */
function check(account: NewAccount, isSecretToCome: boolean): void {
  const problems = problemsOfAccount(account).filter(({ field }) => !(isSecretToCome && field === 'secret_access_key'));
  if (problems.length > 0) throw new Refusal(problems.map(({ text }) => text).join('\n'));
}

async function isRegistered(store: AccountStore, accountId: string): Promise<boolean> {
  return (await store.find({ kind: 'account-id', accountId })).length > 0;
}

async function secretOf({ secretFile }: AddOptions, io: ProcessIo): Promise<Pick<NewAccount, 'secret_access_key'>> {
  return { secret_access_key: await readSecret('Secret access key', secretFile, io) };
}

function added(account: NewAccount, replaced: boolean): Outcome {
  const { account_id, alias = null } = account;
  return {
    exitCode: EXIT.done,
    json: { account_id, alias, replaced },
    text: `${replaced ? 'Replaced' : 'Added'} ${accountName(account)}.\nNext: mcp-accounts verify ${account_id}\n`,
  };
}
