import { describe, expect, it } from 'vitest';
import { printable, quote } from '../src/printable.ts';

describe('what others wrote, in a log', () => {
  it.each([
    ['a line break', 'a\nb', 'a\\u000ab'],
    ['an escape sequence', '\u001b[2J', '\\u001b[2J'],
    ['a control character that ASCII has not', 'a\u0085b', 'a\\u0085b'],
    ['a line end of Unicode', 'a\u2028b\u2029', 'a\\u2028b\\u2029'],
    ['a mark that turns the direction', 'a\u202eb', 'a\\u202eb'],
    ['a soft hyphen', 'for\u00adged', 'for\\u00adged'],
    ['a tag of the fourteenth plane', '\u{e0041}', '\\udb40\\udc41'],
    ['half of a character', '\ud83d', '\\ud83d'],
  ])('has %s written out', (_, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  it('stays as it is where it disturbs nothing', () => {
    expect(printable('prod-eu "Ünïcode" 日本 🚀 \\n')).toBe('prod-eu "Ünïcode" 日本 🚀 \\n');
  });
});

describe('a quoted name', () => {
  it('ends where it says', () => {
    expect(quote('a"b')).toBe('"a\\"b"');
    expect(quote('a\n\u202e')).toBe('"a\\n\\u202e"');
  });

  it('is cut after 64 characters, also within one', () => {
    expect(quote('x'.repeat(64))).toBe(`"${'x'.repeat(64)}"`);
    expect(quote('x'.repeat(10_000))).toBe(`"${'x'.repeat(64)}…"`);
    expect(quote(`${'x'.repeat(63)}🚀`)).toBe(`"${'x'.repeat(63)}\\ud83d…"`);
  });
});
