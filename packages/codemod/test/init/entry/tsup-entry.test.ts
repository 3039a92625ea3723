import { describe, expect, it } from 'vitest';
import { tsupEntry } from '../../../src/init/entry/tsup-entry.ts';
import { readManifest } from '../../../src/init/package/manifest.ts';
import { modulesOf, projectOf } from '../support/modules.ts';

function place(config: string, type = 'module') {
  const view = {
    manifest: readManifest(JSON.stringify({ type })),
    modules: modulesOf({}),
    project: projectOf({}),
    entries: new Set<string>(),
  };
  return tsupEntry({
    target: { kind: 'factory', file: 'src/mcp/server.ts', name: 'make', takesArguments: false },
    program: {
      source: 'src/index.ts',
      built: 'dist/index.js',
      args: [],
      runner: undefined,
      execution: { starts: [], loaded: [] },
    },
    build: { kind: 'bundled', tool: 'tsup' },
    view,
    compilers: [],
    files: [{ path: 'tsup.config.ts', text: config }],
  });
}

describe('an entry file that tsup bundles', () => {
  it.each([
    ["export default { entry: ['src/index.ts'], format: ['esm'] };", "['src/index.ts', 'src/entrypoint.ts']"],
    ['export default { entry: ["./src/index.ts"], format: ["esm"] };', '["./src/index.ts", "./src/entrypoint.ts"]'],
    [
      "export default { entry: [\n  'src/index.ts',\n], format: 'esm' };",
      "[\n  'src/index.ts',\n  'src/entrypoint.ts',\n]",
    ],
  ])('joins the list of entries: %s', (config, list) => {
    expect(place(config)).toMatchObject({
      path: 'src/entrypoint.ts',
      built: 'dist/entrypoint.js',
      specifier: './mcp/server.js',
      buildChange: { path: 'tsup.config.ts', after: expect.stringContaining(list) },
    });
  });

  it('is not added twice', () => {
    const config = "export default { entry: ['src/index.ts', 'src/entrypoint.ts'], format: ['esm'] };";
    expect(place(config)).toMatchObject({ buildChange: { before: config, after: config } });
  });

  it.each([
    ["format: ['esm']", 'module', 'dist/entrypoint.js'],
    ["format: ['esm']", 'commonjs', 'dist/entrypoint.mjs'],
    ["format: ['cjs']", 'commonjs', 'dist/entrypoint.js'],
    ["format: ['cjs']", 'module', 'dist/entrypoint.cjs'],
    ["format: ['esm', 'cjs']", 'module', 'dist/entrypoint.js'],
  ])('is built as %s of a package of type %s names it', (format, type, built) => {
    expect(place(`export default { entry: ['src/index.ts'], ${format} };`, type)).toMatchObject({ built });
  });

  it.each([
    ["export default { entry: { index: 'src/index.ts' }, format: ['esm'] };"],
    ["export default { entry: ['src/**/*.ts'], format: ['esm'] };"],
    ["export default { entry: ['src/index.ts', 'bin/cli.ts'], format: ['esm'] };"],
    ["export default { entry: ['src/index.ts', ...more], format: ['esm'] };"],
    ["export default [{ entry: ['src/a.ts'] }, { entry: ['src/b.ts'] }];"],
    ["export default { entry: ['src/index.ts'] };"],
    ["export default { entry: ['other/index.ts'], format: ['esm'] };"],
    ['export default {};'],
  ])('is left to a person where that is not plain: %s', (config) => {
    expect(place(config)).toEqual({ obstacle: expect.stringContaining('add src/mcp/entrypoint.ts') });
  });
});
