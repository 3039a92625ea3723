/** Schemas and syntax trees that people send stay far below. The limit of Jackson is 1000, that of .NET 64. */
const MAX_DEPTH = 256;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = new Set([0x5b, 0x7b]);
const CLOSE = new Set([0x5d, 0x7d]);

/**
 * Whether a JSON text nests arrays and objects so deep that code which follows them by recursion, as validators and
 * `JSON.stringify` do, would run out of stack. `JSON.parse` itself does not.
 */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) index = endOfString(text, index);
    else if (OPEN.has(code) && ++depth > MAX_DEPTH) return true;
    else if (CLOSE.has(code)) depth -= 1;
  }
  return false;
}

/** Where the string that begins at `start` ends; a quote after an odd number of backslashes does not end it. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, index: number): boolean {
  let first = index;
  while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
  return (index - first) % 2 === 1;
}
