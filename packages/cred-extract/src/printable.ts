/** Control characters, line ends of any kind, marks that change the direction of the text after them, and halves of characters. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Longer than a name that somebody mistyped. */
const MAX_QUOTED = 64;

/** What others wrote, with everything that could disturb a terminal or forge a line of a log written out as JSON does. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, escaped);
}

/** A name that others wrote, in quotes, as it may stand in a message. */
export function quote(name: string): string {
  return printable(JSON.stringify(name.length > MAX_QUOTED ? `${name.slice(0, MAX_QUOTED)}…` : name));
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
