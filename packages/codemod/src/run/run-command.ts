import { type Command, Option } from 'commander';
import type { Strategy } from '../types.ts';
import type { RunOptions, RunResult } from './runner.ts';
import { addToolNames } from './tool-name-options.ts';
import { namesAsFlags } from './tool-names.ts';

interface Flags {
  readonly dryRun?: true;
  readonly diff?: true;
  readonly check?: true;
  readonly json?: true;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly strategy: Strategy;
  readonly interactive?: true;
  readonly yes?: true;
  readonly force?: true;
  readonly readme: boolean;
}

const EXIT = { done: 0, pending: 1, manualWork: 1 } as const;

/** Adds `run` to the program. What it needs is loaded when it runs: ts-morph takes a quarter of a second. */
export function registerRun(program: Command, onExit: (code: number) => void): void {
  const command = program
    .command('run')
    .description('rewrite the server: every tool takes target_account_id, every AWS client follows it')
    .argument('[paths...]', 'folders of servers, or single source files (default: the current folder)')
    .option('--dry-run', 'write nothing, print the changes as a unified diff')
    .option('--diff', 'print the changes as a unified diff')
    .option('--check', 'write nothing, end with 1 when there is something to change')
    .option('--json', 'print only { summary, tools, clients, files, skipped }');
  addToolNames(command)
    .addOption(strategyOption())
    .addOption(interactiveOption())
    .option('--no-readme', 'leave the README as it is')
    .option('--yes', 'ask nothing, accept everything')
    .option('--force', 'work on a git tree with uncommitted changes')
    .addHelpText('after', `\n${EXIT_CODES}`)
    .exitOverride()
    .action(async (paths: string[], flags: Flags) => {
      onExit(await runCommand(paths.length > 0 ? paths : ['.'], flags));
    });
}

const EXIT_CODES =
  'Exit codes: 0 done, 1 manual work is left or (--check) changes are pending, 2 refused, nothing was changed';

function strategyOption(): Option {
  return new Option('--strategy <way>', 'cover tools in the source, only by withAccounts(server), or both as needed')
    .choices(['auto', 'source', 'server'])
    .default('auto');
}

function interactiveOption(): Option {
  const description = 'show and accept the changes for each tool and each AWS client';
  return new Option('--interactive', description).conflicts(['check', 'dryRun']);
}

async function runCommand(paths: readonly string[], flags: Flags): Promise<number> {
  const [{ run }, { hasManualWork }] = await Promise.all([import('./runner.ts'), import('../report/json.ts')]);
  const isAsking = flags.interactive === true && flags.yes !== true;
  const choose = isAsking ? await choosing() : undefined;
  const result = await run(paths, {
    dryRun: isDry(flags),
    force: flags.force === true,
    readme: flags.readme,
    strategy: flags.strategy,
    include: flags.include,
    exclude: flags.exclude,
    onProgress: showProgress,
    ...(choose && { choose }),
  });
  showProgress('');
  process.stdout.write(await output(result, paths, flags));
  if (flags.check && result.files.length > 0) return EXIT.pending;
  return hasManualWork(result) ? EXIT.manualWork : EXIT.done;
}

function isDry({ dryRun, check }: Flags): boolean {
  return dryRun === true || check === true;
}

/** Questions go to stderr, so that stdout stays what it is without them. */
async function choosing(): Promise<NonNullable<RunOptions['choose']>> {
  const [{ chooseItems }, { Refusal }] = await Promise.all([import('./interactive.ts'), import('./refusal.ts')]);
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new Refusal('--interactive asks on a terminal, and this is none. Give --yes to accept everything.');
  }
  const terminal = { input: process.stdin, output: process.stderr, color: process.env.NO_COLOR === undefined };
  return (plan) => chooseItems(plan, terminal);
}

async function output(result: RunResult, paths: readonly string[], flags: Flags): Promise<string> {
  if (flags.json) {
    const { jsonReport } = await import('../report/json.ts');
    return `${JSON.stringify({ ...jsonReport(result), skipped: result.skipped }, null, 2)}\n`;
  }
  const color = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
  const [{ summaryText }, { nextSteps, quoted }, diff] = await Promise.all([
    import('../report/summary.ts'),
    import('./next-steps.ts'),
    diffText(result, color, flags),
  ]);
  const isPending = isDry(flags) && result.files.length > 0;
  const next = isPending
    ? [['mcp-multi-account run', ...[...paths, ...repeated(flags)].map(quoted)].join(' ')]
    : await nextSteps(result, paths, process.cwd());
  return diff + summaryText(result, { dryRun: isDry(flags), color, next });
}

/** The flags that decide what changes. */
function repeated({ include, exclude, strategy, readme }: Flags): string[] {
  return [
    ...namesAsFlags({ include, exclude }),
    ...(strategy === 'auto' ? [] : ['--strategy', strategy]),
    ...(readme ? [] : ['--no-readme']),
  ];
}

async function diffText(result: RunResult, color: boolean, flags: Flags): Promise<string> {
  if ((!flags.dryRun && !flags.diff) || result.files.length === 0) return '';
  const [{ unifiedDiff }, { colorDiff }] = await Promise.all([
    import('../report/diff.ts'),
    import('../report/color-diff.ts'),
  ]);
  const diff = unifiedDiff(result.files);
  return `${color ? colorDiff(diff) : diff}\n`;
}

/** One line that overwrites itself, for people only. */
export function showProgress(step: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${step}`);
}
