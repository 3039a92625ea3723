/** Markup that is safe to put into a page: only `html` and `trusted` make it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type HtmlValue = Html | string | number | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that are invisible or turn the direction of the text around: a reviewer has to see them. */
const DECEPTIVE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to show.
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uD800-\uDFFF]/gu;

/** A template of markup in which every value that is not markup itself is escaped, for text and for quoted attributes. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const parts = strings.map((text, index) => text + (index < values.length ? markup(values[index] as HtmlValue) : ''));
  return new Html(parts.join(''));
}

/** For constants of this program, such as its style sheet; never for anything that was read. */
export function trusted(text: string): Html {
  return new Html(text);
}

function markup(value: HtmlValue): string {
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(({ text }) => text).join('');
  return escaped(String(value));
}

function escaped(text: string): string {
  return text.replace(DECEPTIVE, named).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** `U+202E` in corner brackets; the carriage return of a CRLF line is layout, and no reader has to see it. */
function named(character: string): string {
  if (character === '\r') return '';
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
