import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { registerAdd } from './commands/add.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerEnable } from './commands/enable.ts';
import { registerImport } from './commands/import.ts';
import { registerInit } from './commands/init.ts';
import { registerList } from './commands/list.ts';
import { registerMigrate } from './commands/migrate.ts';
import { registerPolicy } from './commands/policy.ts';
import { registerRekey } from './commands/rekey.ts';
import { registerRemove } from './commands/remove.ts';
import { registerShow } from './commands/show.ts';
import { registerVerify } from './commands/verify.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { printFailure } from './failure.ts';
import type { ProcessIo } from './process-io.ts';
import { refuseSecretArguments } from './secret-arguments.ts';

/** Adds a command to the program. `onExit` is told what the process is to end with. */
export type Register = (program: Command, io: ProcessIo, onExit: (code: ExitCode) => void) => void;

const COMMANDS: readonly Register[] = [
  registerInit,
  registerAdd,
  registerImport,
  registerList,
  registerShow,
  registerVerify,
  registerEnable,
  registerRemove,
  registerRekey,
  registerMigrate,
  registerDoctor,
  registerPolicy,
];

const EXIT_CODES = 'Exit codes: 0 done, 1 something is to be corrected, 2 refused or failed';

/** Runs one command line, without the names of Node and of the program. Never throws. */
export async function runProgram(argv: readonly string[], io: ProcessIo): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.done;
  const program = createProgram();
  for (const register of COMMANDS) {
    register(program, io, (code) => {
      exitCode = code;
    });
  }
  // `| head` closes it, and has what it wanted.
  io.stdout.on('error', () => {});
  try {
    refuseSecretArguments(argv);
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    // commander has printed its message already; help and version are its "errors" too.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.refused;
    printFailure(error, io, argv.includes('--json'));
    return EXIT.refused;
  }
}

/** Settings of a program are inherited by the commands that are added to it. */
function createProgram(): Command {
  return (
    new Command('mcp-accounts')
      .description('The AWS accounts that MCP servers may use.')
      .version(version())
      .showSuggestionAfterError()
      .addHelpText('after', `\n${EXIT_CODES}`)
      // What stands behind the name of a mistyped option may be a secret.
      .configureOutput({ outputError: (message, write) => write(message.replace(/('-[^=']*)=[^\n]*'/, "$1'")) })
      .exitOverride()
  );
}

function version(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
