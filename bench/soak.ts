/**
 * `npm run soak [-- <calls>] [--shared-sessions]`: a million tool calls over 500 accounts and 50 subjects, judged one by one; see
 * bench/README.md. Prints its progress and, in the end, a Markdown table. Exit code 1 when any answer is wrong or memory grows.
 *
 * With `--shared-sessions` an account's session is everybody's who may use the account, and not of one subject: calls then take the
 * session that is in hand, whoever opened it.
 */
import { parseArgs } from 'node:util';
import { runSoak } from '../packages/cred-extract/test/soak/run-soak.ts';
import type { SoakResult } from '../packages/cred-extract/test/soak/soak.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'shared-sessions': { type: 'boolean' } },
});
const isShared = values['shared-sessions'] === true;
const FULL = {
  accounts: 500,
  subjects: 50,
  concurrency: 200,
  sample: 50,
  segments: 40,
  seed: 1,
  attribution: !isShared,
};
/** The name of a shared session is that of the subject who opened it, or of none. */
const OF_ANOTHER = 'wrong subject';
const GOOD: readonly string[] = ['right', 'denied', 'disabled', 'failed', ...(isShared ? [OF_ANOTHER] : [])];
/** Bytes that the second half of the calls may add. */
const GROWTH = 10_000_000;

const result = await runSoak({ ...FULL, calls: Number(positionals[0] ?? 1_000_000) }, { showProgress: true });
console.log(table(result));
if (!isGood(result)) {
  console.error(result.defects.join('\n'));
  process.exitCode = 1;
}

function isGood({ verdicts, heap }: SoakResult): boolean {
  return (
    Object.keys(verdicts).every((verdict) => GOOD.includes(verdict)) && (heap[100] ?? 0) - (heap[50] ?? 0) < GROWTH
  );
}

function table({ calls, verdicts, cancelled, failures, wire, aws, heap, virtualHours, seconds }: SoakResult): string {
  const { right = 0, denied = 0, disabled = 0, failed = 0 } = verdicts;
  const others = Object.entries(verdicts).filter(([verdict]) => !GOOD.includes(verdict));
  const megabytes = (percent: number) => `${((heap[percent] ?? 0) / 1e6).toFixed(1)} MB`;
  const rows: [string, string | number][] = [
    ['calls', calls],
    ['in the right account, for the right subject', right],
    ['wrong account', verdicts['wrong account'] ?? 0],
    [isShared ? 'in the right account, by a session of all subjects' : 'wrong subject', verdicts[OF_ANOTHER] ?? 0],
    ['any other defect', others.map(([verdict, count]) => `${verdict}: ${count}`).join(', ') || 0],
    ['denied by the policy, as they must be', denied],
    ['account switched off, as they must be', disabled],
    ['typed error of an outage', `${failed} ${JSON.stringify(failures)}`],
    ['cancelled by the client', cancelled],
    ['requests of tools answered by AWS over HTTP', wire.sent],
    ['signed requests of a key whose owner AWS had told', wire.known],
    ['AssumeRole calls', aws.assumeRole],
    ['requests that AWS refused', aws.refused],
    ['hours on the clock', virtualHours.toFixed(0)],
    ['heap after 10, 25, 50, 75 and 100 %', [10, 25, 50, 75, 100].map(megabytes).join(', ')],
    ['minutes', (seconds / 60).toFixed(1)],
  ];
  return [
    '| | |',
    '| --- | --- |',
    ...rows.map(([name, value]) => `| ${name} | ${value.toLocaleString('en-US')} |`),
  ].join('\n');
}
