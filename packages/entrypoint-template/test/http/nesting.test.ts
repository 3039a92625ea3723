import { describe, expect, it } from 'vitest';
import { isTooDeep } from '../../src/http/nesting.ts';

const arrays = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('a JSON text', () => {
  it.each(['', '1', '"[[["', '{"a":[1,{"b":[]}]}', arrays(256), `[${'[],'.repeat(1_000)}{}]`])(
    'is flat enough: %.40s',
    (text) => {
      expect(isTooDeep(text)).toBe(false);
    },
  );

  it.each([arrays(257), '{"a":'.repeat(257), '[{"a":'.repeat(129), '['.repeat(4_000_000)])(
    'is too deep: %.40s',
    (text) => {
      expect(isTooDeep(text)).toBe(true);
    },
  );

  it.each([
    [`"${'['.repeat(300)}"`, false],
    [`"\\"${'['.repeat(300)}"`, false],
    [`"\\\\"${'['.repeat(300)}`, true],
    [`"\\\\\\"${'['.repeat(300)}"`, false],
    [`"${'['.repeat(300)}`, false],
  ])('nests nothing inside of a string: %.12s', (text, expected) => {
    expect(isTooDeep(text)).toBe(expected);
  });

  it('of four megabytes is looked through in no time, whatever it is', () => {
    const began = performance.now();
    for (const unit of ['[]', '"', '\\', '"\\"', '"\\\\', 'x', '{"a":"b"},'])
      isTooDeep(unit.repeat(4_000_000 / unit.length));
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});
