import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiffLine, inlineDiff } from '../../src/html/inline-diff.ts';

function hunks(before: string, after: string, context = 0) {
  return inlineDiff({ path: 'a.ts', before, after }, context);
}

/** `12 same[+added][-removed]`, `+` for a line without a number. */
function shown(lines: readonly DiffLine[]): string[] {
  const marks = { added: '+', removed: '-' };
  return lines.map(({ number, parts }) => {
    const text = parts.map(({ kind, text }) => (kind === 'same' ? text : `[${marks[kind]}${text}]`));
    return `${number ?? '+'} ${text.join('')}`;
  });
}

describe('inlineDiff', () => {
  it('shows what was inserted inside a line that stays', () => {
    const [hunk] = hunks('const a = new A();\n', 'const a = wrap(() => new A());\n');
    expect(shown(hunk ?? [])).toEqual(['1 const a = [+wrap(() => ]new A()[+)];']);
  });

  it('counts lines of the old text, so that a new line has no number', () => {
    const [hunk] = hunks('a\nb\nc\n', 'a\nnew\nb\nc\n', 1);
    expect(shown(hunk ?? [])).toEqual(['1 a', '+ [+new]', '2 b']);
  });

  it('shows a removed line with its number', () => {
    const [hunk] = hunks('a\nb\nc\n', 'a\nc\n', 1);
    expect(shown(hunk ?? [])).toEqual(['1 a', '2 [-b]', '3 c']);
  });

  it('keeps changes that are far apart in hunks of their own', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index + 1}`);
    const after = lines.map((line, index) => (index === 3 || index === 25 ? `${line} more` : line));
    const found = hunks(lines.join('\n'), after.join('\n'), 1);
    expect(found.map((hunk) => shown(hunk))).toEqual([
      ['3 line 3', '4 line 4[+ more]', '5 line 5'],
      ['25 line 25', '26 line 26[+ more]', '27 line 27'],
    ]);
  });

  it('says nothing about equal texts, and copes with a text without a line end', () => {
    expect(hunks('same', 'same')).toEqual([]);
    expect(hunks('', 'new').map((hunk) => shown(hunk))).toEqual([['+ [+new]']]);
  });

  it('holds all of the old and all of the new text, whatever they are', () => {
    const text = fc.array(fc.constantFrom('a', 'b(', ')', ' ', '\n', '\r\n', '{}', 'long_name'), { maxLength: 30 });
    fc.assert(
      fc.property(text, text, (old, young) => {
        const [before, after] = [`${old.join('')}\n`, `${young.join('')}\n`];
        const lines = hunks(before, after, 1000).flat();
        expect(lines.length === 0).toBe(before === after);
        if (before === after) return;
        const without = (kind: string) =>
          lines.flatMap(({ parts }) => parts.filter((part) => part.kind !== kind).map((part) => part.text)).join('');
        const flat = (value: string) => value.replaceAll('\n', '');
        expect(without('added')).toBe(flat(before));
        expect(without('removed')).toBe(flat(after));
      }),
      { numRuns: 300 },
    );
  });
});
