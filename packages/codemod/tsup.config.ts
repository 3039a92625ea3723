import { defineConfig } from 'tsup';

/** jscodeshift requires its transforms, so that one entry is CommonJS; the thread that it starts is not. */
const JSCODESHIFT = 'jscodeshift';

export default defineConfig([
  {
    entry: { index: 'src/index.ts', cli: 'src/cli.ts', [`${JSCODESHIFT}-worker`]: 'src/jscodeshift/worker.ts' },
    format: ['esm'],
    target: 'node22',
    dts: { entry: { index: 'src/index.ts' } },
    // The two builds run at once; this one must not remove what the other has written.
    clean: [`!${JSCODESHIFT}.cjs`],
    splitting: true,
    removeNodeProtocol: false,
    sourcemap: false,
    silent: true,
  },
  {
    entry: { [JSCODESHIFT]: 'src/jscodeshift/index.ts' },
    format: ['cjs'],
    target: 'node22',
    shims: true,
    removeNodeProtocol: false,
    sourcemap: false,
    silent: true,
  },
]);
