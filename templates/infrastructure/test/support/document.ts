import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const REPOSITORY = join(import.meta.dirname, '../../../..');

export function readDocument(path: string): string {
  return readFileSync(join(REPOSITORY, path), 'utf8');
}

/** The shell code of a document, block by block, without indentation. */
export function shellBlocks(text: string): readonly string[] {
  return [...text.matchAll(/^( *)```sh\n([\s\S]*?)^ *```$/gm)].map(([, indent = '', code = '']) =>
    code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
}

/** Its commands: continued lines are one, comments are gone. */
export function commandsOf(text: string): readonly string[] {
  return shellBlocks(text).flatMap((block) =>
    block
      .replaceAll(/\\\n\s*/g, '')
      .replaceAll(/ # .*$/gm, '')
      .split('\n'),
  );
}

/** The anchors that a document has, as GitHub makes them from its headings. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...text.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.+)$/gm)].map(
    ([, title = '']) => title,
  );
  return new Set(
    headings.map((title) =>
      title
        .toLowerCase()
        .replaceAll(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    ),
  );
}
