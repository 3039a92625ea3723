import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { defineConfig } from 'tsup';

/** `#kysely` is a file of its own in `package.json`, so that it is loaded when a database is opened and not before. */
const kyselyApart = {
  name: 'kysely-apart',
  setup(build: { onResolve(options: { filter: RegExp }, callback: () => object): void }) {
    build.onResolve({ filter: /\/kysely\.ts$/ }, () => ({ path: '#kysely', external: true }));
  },
};
const kyselyFolder = join(createRequire(import.meta.url).resolve('kysely'), '../..');

export default defineConfig([
  {
    entry: { index: 'src/index.ts', 'testing/index': 'src/testing/index.ts' },
    format: ['esm', 'cjs'],
    target: 'node22',
    dts: true,
    // The two builds run at once; this one must not remove what the other has written.
    clean: ['!cli/**', '!kysely.js'],
    // The CommonJS build of split chunks turns import() into require(), which would load drivers that are ESM only.
    splitting: false,
    removeNodeProtocol: false,
    sourcemap: false,
    silent: true,
    esbuildPlugins: [kyselyApart],
  },
  {
    entry: { kysely: 'src/accounts/sql/kysely.ts' },
    format: ['esm'],
    target: 'node22',
    noExternal: ['kysely'],
    banner: { js: `/*! kysely\n${readFileSync(join(kyselyFolder, 'LICENSE'), 'utf8')}*/` },
    splitting: false,
    removeNodeProtocol: false,
    sourcemap: false,
    silent: true,
  },
  {
    entry: { main: 'src/cli/main.ts' },
    outDir: 'dist/cli',
    format: ['esm'],
    target: 'node22',
    // One file that is replaced: nobody who runs it meanwhile finds it missing.
    clean: false,
    splitting: false,
    removeNodeProtocol: false,
    sourcemap: false,
    silent: true,
    esbuildPlugins: [kyselyApart],
  },
]);
