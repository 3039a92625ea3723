import type { Candidate, ImportProblem, Reading } from './candidate.ts';
import { FIELDS, rowCandidate, unknownField } from './row-account.ts';

interface CsvRow {
  readonly record: readonly string[];
  /** `lines` is the last line of the row. */
  readonly info: { readonly lines: number };
}

/** CSV as RFC 4180 has it, with a header. An empty cell is an absent field. */
export async function readCsv(text: string): Promise<Reading> {
  const { parse } = await import('csv-parse/sync');
  let rows: CsvRow[];
  try {
    // The types of csv-parse do not know what `info` changes.
    const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true } as const;
    rows = parse(text, options) as unknown as CsvRow[];
  } catch (error) {
    return { candidates: [], problems: [syntaxProblem(error)] };
  }
  const [header, ...body] = rows;
  if (!header) return { candidates: [], problems: [{ place: 'line 1', message: 'the file is empty.' }] };
  const problems = headerProblems(header.record);
  return { candidates: problems.length > 0 ? [] : body.map((row) => candidateOf(header.record, row)), problems };
}

/** The parser's own message repeats what stands in the file, which may be a secret. */
function syntaxProblem(error: unknown): ImportProblem {
  const { lines } = error as { lines?: number };
  return {
    place: `line ${lines ?? 1}`,
    message: 'this is no CSV. Check the quotes; a quote in a quoted cell is doubled.',
  };
}

/** A first line that names no account_id is rather an account: nothing of it is repeated. */
function headerProblems(header: readonly string[]): readonly ImportProblem[] {
  if (!header.includes('account_id')) return [{ place: 'line 1', message: NO_HEADER }];
  const unknown = header.filter((name) => !FIELDS.some((field) => field === name)).map(unknownField);
  const repeated = FIELDS.filter((name) => header.indexOf(name) !== header.lastIndexOf(name));
  const messages = [...unknown, ...repeated.map((name) => `the column ${name} is there twice.`)];
  return messages.map((message) => ({ place: 'line 1', message }));
}

const NO_HEADER = `the first line must name the columns, account_id among them. Known are: ${FIELDS.join(', ')}.`;

function candidateOf(header: readonly string[], { record, info }: CsvRow): Candidate {
  const problems: string[] = [];
  if (record.length !== header.length) problems.push(`has ${record.length} cells, and the header ${header.length}.`);
  const cells = header.flatMap((name, column) => {
    const cell = record[column] ?? '';
    return cell === '' ? [] : [[name, fieldValue(name, cell)] as const];
  });
  const candidate = rowCandidate(info.lines, new Map(cells));
  return { ...candidate, problems: [...problems, ...candidate.problems] };
}

/** What cannot be understood stays a text, and is refused by the check of its field. */
function fieldValue(name: string, cell: string): unknown {
  switch (name) {
    case 'session_duration':
      return /^[0-9]+$/.test(cell) ? Number(cell) : cell;
    case 'enabled':
      return { true: true, false: false }[cell.toLowerCase()] ?? cell;
    case 'tags':
      return tagsOf(cell);
    default:
      return cell;
  }
}

/** `team=payments;cost-center=42`. */
function tagsOf(cell: string): unknown {
  const pairs = cell.split(';').map((pair) => pair.split('='));
  const isPair = ([name = '', ...value]: string[]) => name.trim() !== '' && value.length > 0;
  if (!pairs.every(isPair)) return cell;
  return Object.fromEntries(pairs.map(([name = '', ...value]) => [name.trim(), value.join('=').trim()]));
}
