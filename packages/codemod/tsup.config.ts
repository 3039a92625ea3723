import { cpSync } from 'node:fs';
import { basename } from 'node:path';
import { defineConfig } from 'tsup';

/** jscodeshift requires its transforms, so that one entry is CommonJS; the thread that it starts is not. */
const JSCODESHIFT = 'jscodeshift';

/** What `init` writes or names, of the repository's other folders. */
const TEMPLATES = [
  'templates/Dockerfile',
  'templates/.dockerignore',
  'scripts/build_and_push.sh',
  'scripts/image/merge-runtime.mjs',
  'scripts/image/roll_out.sh',
];

function copyTemplates(): void {
  for (const path of TEMPLATES) {
    const folder = path.startsWith('scripts/image/') ? 'image/' : '';
    cpSync(`../../${path}`, `dist/templates/${folder}${basename(path)}`);
  }
}

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
    onSuccess: async () => copyTemplates(),
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
