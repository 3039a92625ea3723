/** How a program that speaks over stdio and HTTP is told to speak over stdio. */
export type TransportChoice =
  | { readonly kind: 'environment'; readonly name: string; readonly value: string }
  | { readonly kind: 'arguments'; readonly words: readonly string[] }
  | { readonly kind: 'default' }
  | { readonly kind: 'unknown' };

const VARIABLE = String.raw`process\.env(?:\.(?<name>\w+)|\[['"](?<quoted>\w+)['"]\])`;
/** What may stand between a variable and what follows it: calls without arguments, assertions, closing parentheses. */
const BETWEEN = String.raw`(?:\s|\?|!|\)|\.\w+\(\)|as \w+)*`;
const TRANSPORT = 'stdio|http|https|sse|streamable-?http|http-?stream|web';
const WITH_DEFAULT = new RegExp(`${VARIABLE}${BETWEEN}(?:\\?\\?|\\|\\|)\\s*['"](?<word>${TRANSPORT})['"]`, 'gi');
const COMPARED = new RegExp(`${VARIABLE}${BETWEEN}[!=]==?\\s*['"](?<word>${TRANSPORT})['"]`, 'gi');
const IN_CONSTANT = new RegExp(`\\b(?:const|let)\\s+(?<constant>\\w+)[^=;\\n]*=\\s*\\(*${VARIABLE}`, 'g');

/** By the texts of the files that the program loads. A variable comes first: a container has no arguments. */
export function transportChoice(texts: readonly string[]): TransportChoice {
  const name = first(texts, variableIn);
  if (name !== undefined) return { kind: 'environment', name, value: 'stdio' };
  if (texts.some(hasStdioDefault)) return { kind: 'default' };
  const words = first(texts, argumentsIn);
  return words ? { kind: 'arguments', words } : { kind: 'unknown' };
}

function first<Found>(texts: readonly string[], find: (text: string) => Found | undefined): Found | undefined {
  for (const text of texts) {
    const found = find(text);
    if (found !== undefined) return found;
  }
  return undefined;
}

function variableIn(text: string): string | undefined {
  const direct = [...text.matchAll(WITH_DEFAULT), ...text.matchAll(COMPARED)];
  const constants = [...text.matchAll(IN_CONSTANT)].filter(({ groups }) => isCompared(groups?.constant ?? '', text));
  return [...direct, ...constants].map(({ groups }) => groups?.name ?? groups?.quoted)[0];
}

function isCompared(constant: string, text: string): boolean {
  return new RegExp(`\\b${constant}${BETWEEN}[!=]==?\\s*['"](?:${TRANSPORT})['"]`, 'i').test(text);
}

/** `args[0] || 'stdio'`, `default: 'stdio'`, `let transport = 'stdio'` */
function hasStdioDefault(text: string): boolean {
  return /(?:\?\?|\|\||\bdefault:|\b\w*(?:transport|mode)\w*(?::[^=;\n]+)?\s*=)\s*['"]stdio['"]/i.test(text);
}

/** A flag, an option with a value, or a word of its own, as the program's own source spells it. */
function argumentsIn(text: string): string[] | undefined {
  if (/['"`]--stdio['"`]/.test(text)) return ['--stdio'];
  if (/['"`](?:-\w, )?--transport\b/.test(text) || /\.option\(\s*['"]transport['"]/.test(text))
    return ['--transport', 'stdio'];
  if (!/\bargv\b/.test(text)) return undefined;
  return /\bcase\s+['"]stdio['"]|\.command\(\s*['"]stdio['"]/.test(text) ? ['stdio'] : undefined;
}
