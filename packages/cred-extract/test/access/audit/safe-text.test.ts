import { describe, expect, it } from 'vitest';
import { safeText } from '../../../src/access/audit/safe-text.ts';

describe('text of others in a record', () => {
  it('stays as it is where it is harmless', () => {
    for (const text of ['list-objects', 'auth0|123', 'ann@example.com', 'Größe 東京', '{"a":1}'])
      expect(safeText(text)).toBe(text);
  });

  it.each([
    ['a\nb', 'a\\u000ab'],
    ['a\r\nb', 'a\\u000d\\u000ab'],
    ['a\u2028b', 'a\\u2028b'],
    ['a\u2029b', 'a\\u2029b'],
    ['\u001b[2J', '\\u001b[2J'],
    ['\u009b2J', '\\u009b2J'],
    ['a\u0000', 'a\\u0000'],
    ['a\u007f', 'a\\u007f'],
    ['a\u0085b', 'a\\u0085b'],
    ['\u202egnp.exe', '\\u202egnp.exe'],
    ['zero\u200bwidth', 'zero\\u200bwidth'],
    ['\ud800', '\\ud800'],
  ])('has control characters, line ends and marks of direction written out: %j', (text, expected) => {
    expect(safeText(text)).toBe(expected);
  });

  it('is cut, and carries no key, ARN or password', () => {
    expect(safeText('x'.repeat(1_000_000)).length).toBe(257);
    const text = safeText('arn:aws:iam::111111111111:role/canary AKIAIOSFODNN7EXAMPLE postgres://u:canary@h/');
    expect(text).toBe('[arn] [key-id] postgres://[credentials]@h/');
    expect(safeText(`as eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.${'x'.repeat(300)} tool`)).toBe('as [token]…');
  });
});
