import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fittedName, SESSION_NAME, TAG_VALUE } from '../../src/credentials/fitted-name.ts';

const session = (text: string) => fittedName(text, 'subject', SESSION_NAME);
const tag = (text: string) => fittedName(text, 'subject', TAG_VALUE);

describe('fittedName', () => {
  it.each(['alice', 'alice@example.com', 'a=b,c.d-e_f+g', 'x'.repeat(64)])('leaves %s as it is', (text) => {
    expect(session(text)).toBe(text);
  });

  it.each([
    ['a character that AWS does not take', 'auth0|5f7c8ec7', /^auth0-5f7c8ec7=[\w-]{16}$/],
    ['a line break', 'alice\nadmin', /^alice-admin=/],
    ['a letter that is not ASCII', 'zoë', /^zo-=/],
    ['one character', 'a', /^a=[\w-]{16}$/],
    ['nothing', '', /^=[\w-]{16}$/],
    ['65 characters', 'x'.repeat(65), /^x{47}=[\w-]{16}$/],
    ['the name of sessions of nobody', 'mcp-multi-account', /^mcp-multi-account=/],
  ])('marks a name that had %s', (_, text, expected) => {
    expect(session(text)).toMatch(expected);
  });

  it('keeps letters of all scripts in a tag, and no half of a character', () => {
    expect(tag('zoë 王 :/')).toBe('zoë 王 :/');
    expect(tag('𠮷'.repeat(256))).toBe('𠮷'.repeat(256));
    expect(tag('𠮷'.repeat(300))).toMatch(/^(?:𠮷){239}=[\w-]{16}$/u);
    expect(tag('\ud800x')).toMatch(/^-x=/);
  });

  it('cannot be made to look like the name of somebody else', () => {
    const victim = session('auth0|alice');
    expect(session(victim)).not.toBe(victim);
    expect(session('alice')).not.toBe(session('alice '));
    expect(fittedName('a|b', 'client', SESSION_NAME)).not.toBe(fittedName('a|b', 'subject', SESSION_NAME));
  });

  it('is valid for any text, and other for every other text', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ maxLength: 400 }), fc.emailAddress());
    const prefix = fc.string({ minLength: 60, maxLength: 300 });
    fc.assert(
      fc.property(texts, texts, prefix, (first, second, same) => {
        for (const text of [first, same + first]) {
          expect(session(text)).toMatch(/^[\w+=,.@-]{2,64}$/);
          expect(tag(text)).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u);
        }
        fc.pre(first !== second);
        for (const name of [session, tag]) {
          expect(name(first)).not.toBe(name(second));
          expect(name(same + first)).not.toBe(name(same + second));
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
