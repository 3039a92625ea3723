import { describe, expect, it } from 'vitest';
import { formatTable } from './table.ts';

describe('a table', () => {
  it('has columns as wide as their widest cell, and no space at the ends of lines', () => {
    const rows = [
      ['a', 'key'],
      ['longer', ''],
    ];
    expect(formatTable(['account', 'by'], rows)).toBe('account  by\na        key\nlonger');
  });

  it('puts numbers to the right', () => {
    const rows = [
      ['9 of 10', '7'],
      ['10 of 10', '123'],
    ];
    expect(formatTable(['signed', 'n'], rows)).toBe('  signed    n\n 9 of 10    7\n10 of 10  123');
  });

  it('fills a row that is too short', () => {
    expect(formatTable(['a', 'b'], [['x']])).toBe('a  b\nx');
  });

  it('is its header when there is nothing to show', () => {
    expect(formatTable(['a', 'b'], [])).toBe('a  b');
  });
});
