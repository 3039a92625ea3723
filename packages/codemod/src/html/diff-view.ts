import type { FileReport } from '../types.ts';
import { type Html, html } from './html.ts';
import { type DiffHunk, type DiffLine, type DiffPart, inlineDiff } from './inline-diff.ts';

/** The hunks of one file, each a block that can be scrolled sideways with the keyboard. */
export function diffView(file: FileReport, context: number): Html {
  const hunks = inlineDiff(file, context).map(hunkView);
  return html`<pre class="diff" tabindex="0" aria-label="Changes">${hunks}</pre>`;
}

function hunkView(lines: DiffHunk): Html {
  return html`<code>${lines.map(lineView)}</code>`;
}

/** Elements of one letter: a page holds thousands of these lines. */
function lineView({ number, isChanged, parts }: DiffLine): Html {
  const content = html`<i>${number ?? '+'}</i>${parts.map(partView)}\n`;
  return isChanged ? html`<b>${content}</b>` : content;
}

function partView({ kind, text }: DiffPart): Html {
  switch (kind) {
    case 'added':
      return html`<ins>${text}</ins>`;
    case 'removed':
      return html`<del>${text}</del>`;
    case 'same':
      return html`${text}`;
  }
}
