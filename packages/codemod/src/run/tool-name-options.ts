import { type Command, InvalidArgumentError, Option } from 'commander';

/** Adds `--include` and `--exclude`, whose values are `ToolNames`. */
export function addToolNames(command: Command): Command {
  return command
    .addOption(toolNames('--include <glob>', 'only the tools with such a name (repeatable)'))
    .addOption(toolNames('--exclude <glob>', 'not the tools with such a name (repeatable)'));
}

function toolNames(flags: string, description: string): Option {
  return new Option(flags, description).default([], 'all').argParser((glob: string, previous: readonly string[]) => {
    if (glob.trim() === '') throw new InvalidArgumentError('It is empty.');
    return [...previous, glob];
  });
}
