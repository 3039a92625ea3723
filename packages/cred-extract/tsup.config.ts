import { defineConfig } from 'tsup';

export default defineConfig([
  {
    entry: { index: 'src/index.ts', 'testing/index': 'src/testing/index.ts' },
    format: ['esm', 'cjs'],
    target: 'node22',
    dts: true,
    // The two builds run at once; this one must not remove what the other has written.
    clean: ['!cli/**'],
    // The CommonJS build of split chunks turns import() into require(), which would load drivers that are ESM only.
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
    clean: true,
    splitting: true,
    removeNodeProtocol: false,
    sourcemap: false,
    silent: true,
  },
]);
