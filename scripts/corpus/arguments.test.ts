import { tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';

const KNOWN = ['one', 'two'];

describe('parseArguments', () => {
  it('measures every server by default, with checkouts in a folder of its own', () => {
    const { ids, checkouts } = parseArguments([], KNOWN);
    expect(ids).toEqual([]);
    expect(checkouts.startsWith(join(tmpdir(), 'mcp-'))).toBe(true);
  });

  it('takes ids in any order and around the option', () => {
    const { ids, checkouts } = parseArguments(['two', '--checkouts', 'servers', 'one'], KNOWN);
    expect(ids).toEqual(['two', 'one']);
    expect(checkouts).toBe(resolve('servers'));
    expect(isAbsolute(checkouts)).toBe(true);
  });

  it('names the ids that it does not know, and those that it does', () => {
    expect(() => parseArguments(['one', 'three'], KNOWN)).toThrow('No such server: three. Known are: one, two');
  });

  it.each([[['--checkout', 'x']], [['--checkouts']]])('refuses %j', (argv) => {
    expect(() => parseArguments(argv, KNOWN)).toThrow(/checkout/);
  });
});
