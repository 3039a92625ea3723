import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { registerReport } from './html/register-report.ts';
import { registerInit } from './init/register-init.ts';
import { registerRun, showProgress } from './run/run-command.ts';
import { tuneProcess } from './run/tune-process.ts';
import { registerVerify } from './verify/register-verify.ts';

const EXIT = { done: 0, refused: 2 } as const;

/** @returns the exit code. */
export async function runProgram(argv: readonly string[]): Promise<number> {
  tuneProcess();
  let exitCode: number = EXIT.done;
  const program = command();
  registerRun(program, (code) => {
    exitCode = code;
  });
  registerVerify(program, (code) => {
    exitCode = code;
  });
  registerInit(program, (code) => {
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

function command(): Command {
  return new Command('mcp-multi-account')
    .description('Give every tool of an MCP server an optional target_account_id.')
    .version(version())
    .exitOverride();
}

/** A stack trace helps with a defect of the codemod, never with a mistake in what it was given. */
async function printFailure(error: unknown): Promise<void> {
  showProgress('');
  const { Refusal } = await import('./run/refusal.ts');
  if (error instanceof Refusal) console.error(error.message);
  else console.error('The codemod failed; nothing was changed. Please report this:', error);
}

function version(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
