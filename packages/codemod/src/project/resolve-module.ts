import { posix } from 'node:path';

/** `compilerOptions.baseUrl` and `paths` of the project's tsconfig.json, relative to the project root. */
export interface ModuleResolution {
  readonly baseUrl?: string;
  readonly paths?: Readonly<Record<string, readonly string[]>>;
}

/** What a specifier's extension may stand for on disk: TypeScript is imported under the name of its output. */
const SUBSTITUTES: ReadonlyArray<readonly [written: RegExp, onDisk: readonly string[]]> = [
  [/\.js$/, ['.ts', '.tsx', '.jsx']],
  [/\.jsx$/, ['.tsx']],
  [/\.mjs$/, ['.mts']],
  [/\.cjs$/, ['.cts']],
];
const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** The project file that `specifier` means when `importer` imports it; undefined for a package or a missing file. */
export function resolveModule(
  specifier: string,
  importer: string,
  files: ReadonlySet<string>,
  resolution: ModuleResolution = {},
): string | undefined {
  for (const path of possiblePaths(specifier, importer, resolution)) {
    const found = candidates(path).find((candidate) => files.has(candidate));
    if (found !== undefined) return found;
  }
  return undefined;
}

function possiblePaths(specifier: string, importer: string, { baseUrl, paths }: ModuleResolution): string[] {
  if (/^\.\.?(\/|$)/.test(specifier)) return [posix.join(posix.dirname(importer), specifier)];
  const mapped = mappedPaths(specifier, paths ?? {}).map((path) => posix.join(baseUrl ?? '.', path));
  return baseUrl === undefined ? mapped : [...mapped, posix.join(baseUrl, specifier)];
}

/** Of several patterns that fit, the one that says most holds, as for the compiler. */
function mappedPaths(specifier: string, paths: NonNullable<ModuleResolution['paths']>): string[] {
  const fitting = Object.entries(paths).flatMap(([pattern, targets]) => {
    const rest = matchPattern(pattern, specifier);
    return rest === undefined ? [] : [{ pattern, targets, rest }];
  });
  const [best] = fitting.sort((a, b) => fixedLength(b.pattern) - fixedLength(a.pattern));
  return best ? best.targets.map((target) => target.replace('*', () => best.rest)) : [];
}

function fixedLength(pattern: string): number {
  const star = pattern.indexOf('*');
  return star < 0 ? Number.POSITIVE_INFINITY : star;
}

/** What the `*` of a tsconfig path pattern stands for; empty for an exact match without `*`. */
function matchPattern(pattern: string, specifier: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === specifier ? '' : undefined;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  const fits =
    specifier.length >= before.length + after.length && specifier.startsWith(before) && specifier.endsWith(after);
  return fits ? specifier.slice(before.length, specifier.length - after.length) : undefined;
}

function candidates(path: string): string[] {
  const substituted = SUBSTITUTES.flatMap(([written, onDisk]) =>
    written.test(path) ? onDisk.map((extension) => path.replace(written, extension)) : [],
  );
  const completed = EXTENSIONS.map((extension) => `${path}${extension}`);
  const index = EXTENSIONS.map((extension) => posix.join(path, `index${extension}`));
  return [...substituted, path, ...completed, ...index];
}
