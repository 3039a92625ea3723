import type { Document, LineCounter, Node } from 'yaml';

/** One thing that is wrong with a registry. */
export interface RegistryProblem {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** One account as the file has it. */
export interface RegistryEntry {
  readonly line: number;
  readonly fields: ReadonlyMap<string, { readonly value: unknown; readonly line: number }>;
}

export interface RegistryContent {
  readonly entries: readonly RegistryEntry[];
  readonly problems: readonly RegistryProblem[];
}

/** Far more than any organization has; parsing takes many times the memory of the text. */
const MAX_LENGTH = 10_000_000;

const FORM = 'a registry is a list of accounts, or an object whose only field "accounts" is one.';

/** YAML 1.2, which contains JSON. A tag or a second document is a problem, as is the same field twice. */
export async function readEntries(text: string): Promise<RegistryContent> {
  if (text.length > MAX_LENGTH) return failed(1, 'the registry is larger than 10 MB.');
  const yaml = await import('yaml');
  try {
    return parse(yaml, text);
  } catch {
    // Thousands of brackets in one another, or aliases of aliases of aliases.
    return failed(1, 'the registry is nested too deeply, or has a YAML alias (*name) of nothing.');
  }
}

function parse(yaml: typeof import('yaml'), text: string): RegistryContent {
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return {
      entries: [],
      problems: faults.map(({ pos, message }) => ({ line: lines.linePos(pos[0]).line, text: withoutContent(message) })),
    };
  }
  return new EntryReader(yaml, document, lines).read();
}

/** The parser's messages end with what it has found, which may be an external ID with a quotation mark too much. */
function withoutContent(message: string): string {
  return message.replace(/(?::\s(?!between\b)|\s%).*$/s, '.').slice(0, 200);
}

function failed(line: number, text: string): RegistryContent {
  return { entries: [], problems: [{ line, text }] };
}

class EntryReader {
  readonly #yaml: typeof import('yaml');
  readonly #document: Document;
  readonly #lines: LineCounter;

  constructor(yaml: typeof import('yaml'), document: Document, lines: LineCounter) {
    this.#yaml = yaml;
    this.#document = document;
    this.#lines = lines;
  }

  read(): RegistryContent {
    const { isMap, isSeq } = this.#yaml;
    const root = this.#document.contents;
    const list = isMap(root) && root.items.length === 1 ? root.get('accounts', true) : root;
    if (!isSeq(list)) return failed(1, FORM);
    const nodes = list.items as Node[];
    return {
      entries: nodes.filter(isMap).map((node) => ({ line: this.#lineOf(node), fields: this.#fields(node) })),
      problems: nodes
        .filter((node) => !isMap(node))
        .map((node) => ({ line: this.#lineOf(node), text: 'an account is an object with at least account_id.' })),
    };
  }

  #fields(node: import('yaml').YAMLMap): RegistryEntry['fields'] {
    return new Map(
      node.items.map(({ key, value }) => {
        const name = this.#yaml.isScalar(key) ? String(key.value) : String(key);
        return [name, { value: this.#value(name, value), line: this.#lineOf(key) }];
      }),
    );
  }

  #value(name: string, node: unknown): unknown {
    // As written: a number has lost the zero that an account ID may begin with.
    if (isAccountId(name) && this.#yaml.isScalar(node)) return node.source ?? node.value;
    return this.#yaml.isNode(node) ? node.toJS(this.#document) : node;
  }

  #lineOf(node: unknown): number {
    return this.#lines.linePos((node as Node).range?.[0] ?? 0).line;
  }
}

function isAccountId(name: string): boolean {
  return name === 'account_id' || name === 'id';
}
