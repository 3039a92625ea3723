import { readEntries } from '../../accounts/registry/read-entries.ts';
import type { Reading } from './candidate.ts';
import { rowCandidate } from './row-account.ts';

/** JSON or YAML: a list of accounts, or an object with it as `accounts`. */
export async function readAccountList(text: string): Promise<Reading> {
  const { entries, problems } = await readEntries(text);
  return {
    candidates: entries.map(({ line, fields }) =>
      rowCandidate(line, new Map([...fields].map(([name, { value }]) => [name, value]))),
    ),
    problems: problems.map(({ line, text }) => ({ place: `line ${line}`, message: text })),
  };
}
