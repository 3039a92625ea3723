#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { registerReport } from './html/register-report.ts';
import type { TransformResult } from './types.ts';
import { registerVerify } from './verify/register-verify.ts';

const EXIT = { done: 0, manualWork: 1, refused: 2 } as const;

interface Flags {
  readonly dryRun?: true;
  readonly diff?: true;
  readonly json?: true;
}

process.exitCode = await main(process.argv);

async function main(argv: readonly string[]): Promise<number> {
  let exitCode: number = EXIT.done;
  const program = command(async (path, flags) => {
    exitCode = await runCommand(path, flags);
  });
  registerVerify(program, (code) => {
    exitCode = code;
  });
  registerReport(program, {
    version: version(),
    onExit: (code) => {
      exitCode = code;
    },
  });
  try {
    await program.parseAsync(argv);
  } catch (error) {
    // commander has printed its message already; help and version are its "errors" too.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.refused;
    await printFailure(error);
    return EXIT.refused;
  }
  return exitCode;
}

function command(action: (path: string, flags: Flags) => Promise<void>): Command {
  const program = new Command('mcp-multi-account')
    .description('Give every tool of an MCP server an optional target_account_id.')
    .version(version())
    .exitOverride();
  program
    .command('run')
    .description('rewrite the server: every tool takes target_account_id, every AWS client follows it')
    .argument('[path]', 'folder of the server, or one source file', '.')
    .option('--dry-run', 'write nothing, print the changes as a unified diff')
    .option('--diff', 'print the changes as a unified diff')
    .option('--json', 'print only { summary, tools, clients, files }')
    .addHelpText('after', '\nExit codes: 0 done, 1 done and manual work is left, 2 nothing was changed')
    .exitOverride()
    .action(action);
  return program;
}

/** Loaded only here: ts-morph takes a quarter of a second, and --help must not wait for it. */
async function runCommand(path: string, flags: Flags): Promise<number> {
  const [{ run }, { hasManualWork }] = await Promise.all([import('./runner.ts'), import('./report/json.ts')]);
  const dryRun = flags.dryRun === true;
  const result = await run(path, { dryRun, onProgress: showProgress });
  showProgress('');
  process.stdout.write(await output(result, path, flags));
  return hasManualWork(result) ? EXIT.manualWork : EXIT.done;
}

async function output(result: TransformResult, path: string, flags: Flags): Promise<string> {
  if (flags.json) {
    const { jsonReport } = await import('./report/json.ts');
    return `${JSON.stringify(jsonReport(result), null, 2)}\n`;
  }
  const color = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
  const [{ summaryText }, diff] = await Promise.all([import('./report/summary.ts'), diffText(result, color, flags)]);
  return diff + summaryText(result, { path, dryRun: flags.dryRun === true, color });
}

async function diffText(result: TransformResult, color: boolean, flags: Flags): Promise<string> {
  if ((!flags.dryRun && !flags.diff) || result.files.length === 0) return '';
  const [{ unifiedDiff }, { colorDiff }] = await Promise.all([
    import('./report/diff.ts'),
    import('./report/color-diff.ts'),
  ]);
  const diff = unifiedDiff(result.files);
  return `${color ? colorDiff(diff) : diff}\n`;
}

/** One line that overwrites itself, for people only. */
function showProgress(step: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${step}`);
}

/** A stack trace helps with a defect of the codemod, never with a mistake in what it was given. */
async function printFailure(error: unknown): Promise<void> {
  showProgress('');
  const { Refusal } = await import('./refusal.ts');
  if (error instanceof Refusal) console.error(error.message);
  else console.error('The codemod failed; nothing was changed. Please report this:', error);
}

function version(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
