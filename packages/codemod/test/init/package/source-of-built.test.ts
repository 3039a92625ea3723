import { describe, expect, it } from 'vitest';
import { sourceOfBuilt } from '../../../src/init/package/source-of-built.ts';

const sources = (...paths: string[]) => new Set(paths);

describe('the source of a path in package.json', () => {
  it.each([
    ['dist/index.js', 'src/index.ts'],
    ['./dist/index.js', 'src/index.ts'],
    ['dist/cli/main.js', 'src/cli/main.ts'],
    ['build/src/bin/tool.js', 'src/bin/tool.ts'],
    ['dist/index.js', 'index.ts'],
    ['dist/esm/index.js', 'src/index.ts'],
    ['lib/index.mjs', 'src/index.mts'],
    ['out/index.cjs', 'src/index.cts'],
    ['dist/index.js', 'src/index.js'],
  ])('of %s is %s', (built, source) => {
    expect(sourceOfBuilt(built, sources(source, 'src/other.ts'))).toBe(source);
  });

  it('is the file itself where that is one, whatever its folder', () => {
    expect(sourceOfBuilt('./bin/cli.js', sources('bin/cli.js', 'src/cli.ts'))).toBe('bin/cli.js');
    expect(sourceOfBuilt('server', sources('server.js'))).toBe('server.js');
    expect(sourceOfBuilt('src', sources('src/index.ts'))).toBe('src/index.ts');
  });

  it('is none for what no source is named after', () => {
    expect(sourceOfBuilt('dist/stdio.cjs', sources('src/main.ts'))).toBeUndefined();
    expect(sourceOfBuilt('other/index.js', sources('src/index.ts'))).toBeUndefined();
    expect(sourceOfBuilt('README.md', sources('src/index.ts'))).toBeUndefined();
  });
});
