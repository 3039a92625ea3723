/** A fenced block of TypeScript in a document. */
export interface CodeBlock {
  /** `docs/accounts.md:31`, the line of its first line of code. */
  readonly place: string;
  readonly code: string;
}

const FENCE = /^```ts\n([\s\S]*?)^```$/gm;

/** The TypeScript blocks of a Markdown document, in order. */
export function codeBlocks(path: string, markdown: string): CodeBlock[] {
  return [...markdown.matchAll(FENCE)].map(({ index, 1: code = '' }) => ({
    place: `${path}:${markdown.slice(0, index).split('\n').length + 1}`,
    code,
  }));
}
