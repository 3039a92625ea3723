import { printable } from '../../printable.ts';
import { redact } from '../../redact.ts';

const MAX_LENGTH = 256;

/** What others wrote (names of tools, subjects of tokens, aliases) as it may stand in a log. */
export function safeText(text: string): string {
  const cut = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
  return redact(printable(cut));
}
