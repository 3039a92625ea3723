import type { Command } from 'commander';
import type { ExitCode } from './exit-code.ts';
import type { ProcessIo } from './process-io.ts';

/** What a command has to say, to people or to programs. */
export interface Outcome {
  readonly exitCode: ExitCode;
  /** Fields are added between versions, never renamed or removed. */
  readonly json: object;
  readonly text: string;
}

/** Gives a command the option `--json`, and prints the outcome of its action as asked for. */
export function onRun<Options extends object>(
  command: Command,
  io: ProcessIo,
  onExit: (code: ExitCode) => void,
  run: (args: readonly string[], options: Options) => Promise<Outcome>,
): void {
  command.option('--json', 'print only JSON').action(async () => {
    const options = command.opts<Options & { json?: true }>();
    const outcome = await run(command.args, options);
    if (options.json) printJson(io.stdout, outcome.json);
    else io.stdout.write(outcome.text);
    onExit(outcome.exitCode);
  });
}

export function printJson(stream: NodeJS.WritableStream, value: object): void {
  stream.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** For an option that may be repeated. One that takes several values would take arguments for its own. */
export function collected(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

/** `1 account`, `2 accounts`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
