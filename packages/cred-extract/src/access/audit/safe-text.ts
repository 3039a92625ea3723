import { redact } from '../../redact.ts';

const MAX_LENGTH = 256;

/** Control characters, line ends of any kind, and marks that change the direction of the text after them. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** What others wrote (names of tools, subjects of tokens, aliases) as it may stand in a log. */
export function safeText(text: string): string {
  const cut = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
  return redact(cut.replace(UNSAFE, escaped));
}

function escaped(character: string): string {
  return `\\u${(character.codePointAt(0) as number).toString(16).padStart(4, '0')}`;
}
