import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../src/init/package/manifest.ts';
import { ManifestError } from '../../../src/manifest/manifest-edit.ts';

describe('a package.json', () => {
  it('is read as far as its fields are what they should be', () => {
    const { name, type, scripts, bin, main } = readManifest(
      '\uFEFF{ "name": 1, "type": "x", "scripts": { "a": "b", "c": 1 }, "bin": [1], "main": {} }',
    );
    expect({ name, type, scripts, bin, main }).toEqual({
      name: undefined,
      type: undefined,
      scripts: { a: 'b' },
      bin: [],
      main: [],
    });
  });

  it.each([
    ['"./a.js"', './a.js'],
    ['{ ".": "./a.js", "./x": "./x.js" }', './a.js'],
    ['{ ".": { "types": "./a.d.ts", "require": "./a.cjs", "import": { "default": "./a.js" } } }', './a.js'],
    ['{ "require": "./a.cjs", "types": "./a.d.ts" }', './a.cjs'],
  ])('offers to importers what its exports say: %s', (exported, path) => {
    expect(readManifest(`{ "exports": ${exported} }`).main).toEqual([path]);
  });

  it('knows what only a workspace can resolve', () => {
    const text = '{ "dependencies": { "a": "workspace:*", "b": "^1", "c": "file:../c", "d": "catalog:" } }';
    expect(readManifest(text).workspaceDependencies).toEqual(['a', 'c', 'd']);
  });

  it.each([['{'], ['[]'], ['null'], ['{ "scripts": "x" }']])('is refused when it is %s', (text) => {
    expect(() => readManifest(text)).toThrow(ManifestError);
  });
});
