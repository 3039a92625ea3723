import { describe, expect, it } from 'vitest';
import { owningManifest } from '../../src/manifest/owning-manifest.ts';

const manifests = (...paths: string[]) => paths.map((path) => ({ path, text: '{}' }));

describe('the manifest of the package a file belongs to', () => {
  it.each([
    ['src/a.ts', ['package.json'], 'package.json'],
    ['a.ts', ['package.json'], 'package.json'],
    ['packages/p/src/a.ts', ['package.json', 'packages/p/package.json'], 'packages/p/package.json'],
    ['packages/pq/a.ts', ['package.json', 'packages/p/package.json'], 'package.json'],
    ['src/a.ts', ['../package.json'], '../package.json'],
    ['src/a.ts', ['../../package.json', '../package.json'], '../package.json'],
    ['src/a.ts', ['src/package.json', '../package.json'], 'src/package.json'],
  ])('of %s among %j is %s', (path, given, expected) => {
    expect(owningManifest(path, manifests(...given))?.path).toBe(expected);
  });

  it('is none where there is none', () => {
    expect(owningManifest('src/a.ts', manifests('other/package.json'))).toBeUndefined();
  });
});
