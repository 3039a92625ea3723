import type { Program } from './package/find-programs.ts';
import type { Modules } from './starts/modules.ts';
import { transportChoice } from './starts/transport-choice.ts';
import type { EntrySettings } from './types.ts';

/**
 * What makes a program speak over stdio: the variable that it reads, the words that it takes, and the arguments that
 * package.json starts it with. The variable is often the one that the entry point reads too.
 */
export function programSettings(program: Program | undefined, modules: Modules): EntrySettings {
  if (!program) return { environment: undefined, args: [] };
  const choice = transportChoice(textsOf(program, modules));
  const alsoHttp = program.execution.starts.some(({ transport }) => transport === 'http');
  const words = choice.kind === 'arguments' && alsoHttp ? choice.words : [];
  const args = program.args.some((word) => words.includes(word)) ? program.args : [...words, ...program.args];
  return { environment: choice.kind === 'environment' ? choice : undefined, args };
}

/** What to look at where a program speaks over HTTP too, and nothing in it says how it chooses. */
export function uncertainty(program: Program, modules: Modules): string | undefined {
  const http = program.execution.starts.find(({ transport }) => transport === 'http');
  const { environment, args } = programSettings(program, modules);
  const isTold =
    environment !== undefined || args.length > 0 || transportChoice(textsOf(program, modules)).kind === 'default';
  if (!http || isTold) return undefined;
  return `${program.source} can also serve HTTP itself (${http.file}:${http.line}), and how it chooses is not plain from its source: it has to speak over stdio when the entry file imports it`;
}

function textsOf({ execution }: Program, modules: Modules): string[] {
  return execution.loaded.map((path) => modules.get(path)?.source.text ?? '');
}
