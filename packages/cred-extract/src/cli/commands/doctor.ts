import type { Check } from '../doctor/check.ts';
import { type FailureModeReport, failureModes } from '../doctor/failure-modes.ts';
import { runChecks } from '../doctor/run-checks.ts';
import { EXIT } from '../exit-code.ts';
import { type Outcome, onRun } from '../output.ts';
import type { Register } from '../program.ts';
import { printable } from '../table.ts';

export const registerDoctor: Register = (program, io, onExit) => {
  const command = program
    .command('doctor')
    .description('find out why calls for accounts fail, and how to correct it')
    .argument('[account]', 'the account to try (default: the first that is enabled)');
  onRun(command, io, onExit, async ([target]) => diagnosed(await runChecks(io.env, target)));
};

function diagnosed(checks: readonly Check[]): Outcome {
  const failure_modes = failureModes(checks);
  const count = (status: Check['status']) => checks.filter((check) => check.status === status).length;
  const summary = { ok: count('ok'), warning: count('warning'), failed: count('failed'), skipped: count('skipped') };
  return {
    exitCode: summary.failed > 0 ? EXIT.problems : EXIT.done,
    json: { summary, checks, failure_modes },
    text: `${checks.map(checkText).join('')}\nHow calls fail, and why:\n${failure_modes.map(modeText).join('')}`,
  };
}

function checkText({ name, status, message, fix }: Check): string {
  const line = `${status.padEnd(8)} ${name.padEnd(12)} ${printable(message)}\n`;
  return fix === null ? line : `${line}${' '.repeat(22)}-> ${fix}\n`;
}

function modeText({ error_type, explanation, fix, found }: FailureModeReport): string {
  const verdict = found ? 'FOUND HERE' : 'not found here';
  return `  ${error_type} (${verdict})\n    ${explanation}\n    ${fix}\n`;
}
