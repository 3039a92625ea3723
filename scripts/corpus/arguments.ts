import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface CorpusArguments {
  /** Where checkouts are, one folder for each id; what is missing is cloned into it. */
  readonly checkouts: string;
  /** The servers to measure; empty for all of them. */
  readonly ids: readonly string[];
}

/** @throws {Error} for an unknown option or id, with a message for the person who typed it */
export function parseArguments(argv: readonly string[], known: readonly string[]): CorpusArguments {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { checkouts: { type: 'string' } },
    allowPositionals: true,
  });
  const unknown = positionals.filter((id) => !known.includes(id));
  if (unknown.length > 0) throw new Error(`No such server: ${unknown.join(', ')}. Known are: ${known.join(', ')}`);
  return {
    checkouts: resolve(values.checkouts ?? join(tmpdir(), 'mcp-multi-account-corpus')),
    ids: positionals,
  };
}

/** The arguments of this process; undefined for wrong ones, once it has been said what is wrong. */
export function fromCommandLine(known: readonly string[]): CorpusArguments | undefined {
  try {
    return parseArguments(process.argv.slice(2), known);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
