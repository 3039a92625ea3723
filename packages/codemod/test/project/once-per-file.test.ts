import { describe, expect, it } from 'vitest';
import { oncePerFile } from '../../src/project/once-per-file.ts';
import { parsedProject } from '../support/parsed-project.ts';

describe('what is computed once for a file', () => {
  it('is not computed again, and is not taken from another file or key', () => {
    const asked: string[] = [];
    const compute = oncePerFile((file, key: string) => {
      asked.push(file.getBaseName() + key);
      return key === 'nothing' ? undefined : asked.length;
    });
    const [a, b] = parsedProject({ 'a.ts': '', 'b.ts': '' }).files;
    if (!a || !b) throw new Error('two files');
    expect([compute(a, 'x'), compute(a, 'x'), compute(b, 'x'), compute(a, 'y')]).toEqual([1, 1, 2, 3]);
    expect([compute(a, 'nothing'), compute(a, 'nothing')]).toEqual([undefined, undefined]);
    expect(asked).toEqual(['a.tsx', 'b.tsx', 'a.tsy', 'a.tsnothing']);
  });
});
