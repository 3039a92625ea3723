import { posix } from 'node:path';

/** Where compilers put what they write; `dist/esm/index.js` may come from `src/index.ts` as well as `dist/index.js`. */
const OUTPUT = /^(?:\.\/)?(?:dist|build|out|lib|bin)\/(?:(?:esm|cjs|es|node)\/)?/;
const COMPILED = /\.[cm]?js$/;
const SOURCE_FOLDERS = ['src', '.', 'lib', 'source'];
const EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.mts', '.cts'],
  '.mjs': ['.mts', '.ts', '.mjs'],
  '.cjs': ['.cts', '.ts', '.cjs'],
};

/**
 * The source file that a path of package.json stands for: the file itself where it is one of the sources, else the one that
 * it is built from, told by its name.
 */
export function sourceOfBuilt(path: string, sources: ReadonlySet<string>): string | undefined {
  const given = posix.normalize(path);
  if (sources.has(given)) return given;
  const completed = ['.js', '.ts', '/index.js', '/index.ts']
    .map((end) => given + end)
    .find((each) => sources.has(each));
  if (completed !== undefined || !COMPILED.test(given)) return completed;
  const inside = given.replace(OUTPUT, '');
  if (inside === given) return undefined;
  return SOURCE_FOLDERS.flatMap((folder) => named(posix.join(folder, inside))).find((each) => sources.has(each));
}

function named(path: string): string[] {
  const extension = posix.extname(path);
  return (EXTENSIONS[extension] ?? []).map((each) => path.slice(0, -extension.length) + each);
}
