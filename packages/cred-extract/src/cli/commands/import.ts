import type { AccountRecord } from '../../account.ts';
import type { NewAccount } from '../../accounts/new-account.ts';
import { withStore } from '../accounts-of-environment.ts';
import { EXIT } from '../exit-code.ts';
import type { ImportProblem, Reading } from '../import/candidate.ts';
import { checkCandidates } from '../import/check-candidates.ts';
import { readAccountFile } from '../import/read-file.ts';
import { readOrganizations } from '../import/read-organizations.ts';
import { readProfiles } from '../import/read-profiles.ts';
import { counted, type Outcome, onRun } from '../output.ts';
import type { ProcessIo } from '../process-io.ts';
import type { Register } from '../program.ts';
import { Refusal } from '../refusal.ts';
import { printable } from '../table.ts';

interface Options {
  readonly profiles?: true;
  readonly organizations?: true;
  readonly skipInvalid?: true;
}

export const registerImport: Register = (program, io, onExit) => {
  const command = program
    .command('import')
    .description('register many accounts: all of them, or none where one is wrong')
    .argument('[file]', 'a .csv, .json or .yaml file')
    .option('--profiles', 'from the AWS profiles in ~/.aws, instead of a file')
    .option('--organizations', 'from AWS Organizations, with the role CROSS_ACCOUNT_ROLE_NAME')
    .option('--skip-invalid', 'import the others where some are wrong');
  onRun<Options>(command, io, onExit, ([file], options) => importAccounts(file, options, io));
};

async function importAccounts(file: string | undefined, options: Options, io: ProcessIo): Promise<Outcome> {
  const { accounts, problems } = checkCandidates(await read(file, options, io));
  if (problems.length > 0 && !options.skipInvalid) return refused(problems);
  const replaced = await withStore(io, async (store) => {
    const known = new Map((await store.list()).map((record) => [record.account_id, record]));
    await store.putMany(accounts.map((account) => asKnown(account, known.get(account.account_id))));
    return accounts.filter(({ account_id }) => known.has(account_id)).length;
  });
  return imported(accounts, replaced, problems, file);
}

function read(file: string | undefined, { profiles, organizations }: Options, io: ProcessIo): Promise<Reading> {
  if ([file, profiles, organizations].filter((origin) => origin !== undefined).length !== 1) {
    throw new Refusal('Give either a file, --profiles or --organizations.');
  }
  if (file !== undefined) return readAccountFile(file);
  return profiles ? readProfiles(io.env) : readOrganizations(io.env);
}

/** Importing again must not open an account that somebody closed since. */
function asKnown(account: NewAccount, known: AccountRecord | undefined): NewAccount {
  return { ...account, enabled: account.enabled ?? known?.enabled ?? true };
}

function refused(problems: readonly ImportProblem[]): Outcome {
  const advice = 'Nothing was imported. Correct them, or give --skip-invalid to import the others.';
  return {
    exitCode: EXIT.problems,
    json: { summary: { imported: 0, added: 0, replaced: 0 }, problems },
    text: `${linesOf(problems)}\n${counted(problems.length, 'problem')}. ${advice}\n`,
  };
}

function imported(
  accounts: readonly NewAccount[],
  replaced: number,
  problems: readonly ImportProblem[],
  file: string | undefined,
): Outcome {
  const added = accounts.length - replaced;
  const lines = [`Imported ${counted(accounts.length, 'account')}: ${added} added, ${replaced} replaced.`];
  if (problems.length > 0) lines.push(`${counted(problems.length, 'problem')} skipped.`);
  if (file !== undefined && accounts.some((account) => account.secret_access_key)) {
    lines.push('The secrets of the file are stored encrypted now. Delete the file.');
  }
  return {
    exitCode: EXIT.done,
    json: { summary: { imported: accounts.length, added, replaced }, problems },
    text: `${linesOf(problems)}${lines.join('\n')}\nNext: mcp-accounts verify\n`,
  };
}

function linesOf(problems: readonly ImportProblem[]): string {
  return problems.map(({ place, message }) => `${printable(place)}: ${printable(message)}\n`).join('');
}
