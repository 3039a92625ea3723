import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/edit/splice.ts';

const edit = (start: number, end: number, text: string) => ({ start, end, text });

describe('applyEdits', () => {
  it('returns the text itself when there is nothing to do', () => {
    expect(applyEdits('abc', [])).toBe('abc');
  });

  it('applies edits in the order of their offsets, whatever order they come in', () => {
    expect(applyEdits('abcdef', [edit(4, 5, 'E'), edit(0, 1, 'A'), edit(2, 2, '-')])).toBe('Ab-cdEf');
  });

  it('keeps the order of insertions at one offset', () => {
    expect(applyEdits('ab', [edit(1, 1, 'x'), edit(1, 1, 'y'), edit(1, 1, 'z')])).toBe('axyzb');
  });

  it('puts an insertion before a replacement that starts there, and after one that ends there', () => {
    expect(applyEdits('abc', [edit(1, 2, 'B'), edit(1, 1, '<'), edit(2, 2, '>')])).toBe('a<B>c');
  });

  it('counts equal edits once, and equal texts at other offsets each', () => {
    expect(applyEdits('ab', [edit(1, 1, 'x'), edit(1, 1, 'x'), edit(2, 2, 'x')])).toBe('axbx');
  });

  it('inserts at the very start and the very end', () => {
    expect(applyEdits('b', [edit(1, 1, 'c'), edit(0, 0, 'a')])).toBe('abc');
  });

  it('deletes what is replaced by nothing', () => {
    expect(applyEdits('abc', [edit(1, 2, '')])).toBe('ac');
  });

  it('keeps a byte order mark in front and counts offsets behind it', () => {
    expect(applyEdits('\uFEFFabc', [edit(0, 1, 'A')])).toBe('\uFEFFAbc');
  });

  it('leaves CRLF and characters outside the basic plane alone', () => {
    expect(applyEdits('a\r\n😀b', [edit(5, 6, 'B')])).toBe('a\r\n😀B');
  });

  it.each([
    ['two replacements of one character', [edit(1, 2, 'x'), edit(1, 2, 'y')]],
    ['a replacement inside another', [edit(0, 3, 'x'), edit(1, 2, 'y')]],
    ['an insertion inside a replacement', [edit(0, 3, 'x'), edit(1, 1, 'y')]],
    ['replacements that share a part', [edit(0, 2, 'x'), edit(1, 3, 'y')]],
    ['an end before its start', [edit(2, 1, 'x')]],
    ['an end behind the text', [edit(2, 9, 'x')]],
    ['a start before the text', [edit(-1, 1, 'x')]],
  ])('refuses %s', (_, edits) => {
    expect(() => applyEdits('abcd', edits)).toThrow(/does not fit/);
  });

  it('applies 20,000 edits in well under a second', () => {
    const text = 'x'.repeat(20_000);
    const started = performance.now();
    const result = applyEdits(text, Array.from({ length: 20_000 }, (_, index) => edit(index, index, '-')).reverse());
    expect(result).toBe('-x'.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
