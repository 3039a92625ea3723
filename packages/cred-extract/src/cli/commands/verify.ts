import type { AccountRecord } from '../../account.ts';
import { findRecord, listRecords, withSources } from '../accounts-of-environment.ts';
import { EXIT } from '../exit-code.ts';
import { counted, type Outcome, onRun } from '../output.ts';
import type { ProcessIo } from '../process-io.ts';
import type { Register } from '../program.ts';
import { progressBar } from '../progress.ts';
import { formatTable } from '../table.ts';
import { createVerifier } from '../verify/create-verifier.ts';
import { type Verification, verifyAccounts } from '../verify/verify-accounts.ts';

export const registerVerify: Register = (program, io, onExit) => {
  const command = program
    .command('verify')
    .description('use accounts as a server does: AssumeRole or the access key, and GetCallerIdentity')
    .argument('[accounts...]', 'account IDs or aliases (default: all that are enabled)');
  onRun(command, io, onExit, (targets) => verify(targets, io));
};

async function verify(targets: readonly string[], io: ProcessIo): Promise<Outcome> {
  const start = performance.now();
  const records = await recordsOf(targets, io);
  const progress = progressBar(io.stderr, 'Verifying');
  const run = verifyAccounts(records, createVerifier(records, io.env), progress.show);
  return verified(await run.finally(progress.clear), performance.now() - start);
}

/** An account that is named is verified though it is disabled: that is done before it is enabled. */
function recordsOf(targets: readonly string[], io: ProcessIo): Promise<readonly AccountRecord[]> {
  return withSources(io, async (source) => {
    if (targets.length === 0) return listRecords(source);
    const named = await Promise.all(targets.map((target) => findRecord(source, target)));
    const distinct = new Map(named.map((record) => [`${record.account_id} ${record.profile}`, record]));
    return [...distinct.values()].map((record) => ({ ...record, enabled: true }));
  });
}

function verified(accounts: readonly Verification[], milliseconds: number): Outcome {
  const count = (status: Verification['status']) => accounts.filter((account) => account.status === status).length;
  const [ok, failed, skipped] = [count('ok'), count('failed'), count('skipped')];
  const seconds = (milliseconds / 1000).toFixed(1);
  const counts = `${counted(accounts.length, 'account')}: ${ok} ok, ${failed} failed, ${skipped} disabled, in ${seconds} s`;
  return {
    exitCode: failed > 0 ? EXIT.problems : EXIT.done,
    json: { summary: { total: accounts.length, ok, failed, skipped, duration_ms: Math.round(milliseconds) }, accounts },
    text: `${accounts.length === 0 ? '' : `${tableOf(accounts)}\n`}${counts}\n`,
  };
}

function tableOf(accounts: readonly Verification[]): string {
  const header = ['ACCOUNT ID', 'ALIAS', 'BY', 'RESULT', ''];
  const rows = accounts.map(({ account_id, alias, auth_type, status, error }) => [
    account_id,
    alias ?? '-',
    auth_type,
    status === 'skipped' ? 'disabled' : status,
    error?.message ?? '',
  ]);
  return formatTable(header, rows);
}
