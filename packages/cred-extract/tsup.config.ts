import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { index: 'src/index.ts', 'testing/index': 'src/testing/index.ts' },
  format: ['esm', 'cjs'],
  target: 'node22',
  dts: true,
  clean: true,
  // The CommonJS build of split chunks turns import() into require(), which would load drivers that are ESM only.
  splitting: false,
  removeNodeProtocol: false,
  sourcemap: false,
  silent: true,
});
