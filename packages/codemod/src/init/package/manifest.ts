import { ManifestError } from '../../manifest/manifest-edit.ts';
import { isRecord } from './is-record.ts';
import { type ScriptCommand, scriptCommands } from './script-commands.ts';

/** What init reads of a package.json. Fields of another type than they should have are as if absent. */
export interface PackageManifest {
  readonly name: string | undefined;
  readonly type: 'module' | 'commonjs' | undefined;
  readonly scripts: Readonly<Record<string, string>>;
  readonly bin: readonly string[];
  readonly main: readonly string[];
  readonly dependencies: ReadonlySet<string>;
  readonly devDependencies: ReadonlySet<string>;
  /** Dependencies that only a workspace can resolve. */
  readonly workspaceDependencies: readonly string[];
}

/** @throws ManifestError when the text is not a JSON object, or its scripts are none. */
export function readManifest(text: string): PackageManifest {
  const fields = parse(text);
  const { name, type, main, module } = fields;
  const dependencies = strings(fields.dependencies);
  return {
    name: typeof name === 'string' ? name : undefined,
    type: type === 'module' || type === 'commonjs' ? type : undefined,
    scripts: strings(fields.scripts),
    bin: binPaths(fields.bin, typeof name === 'string' ? name : ''),
    main: [main, exportedPath(fields.exports), module].filter((path) => typeof path === 'string'),
    dependencies: new Set([
      ...Object.keys(dependencies),
      ...Object.keys(strings(fields.peerDependencies)),
      ...Object.keys(strings(fields.optionalDependencies)),
    ]),
    devDependencies: new Set(Object.keys(strings(fields.devDependencies))),
    workspaceDependencies: Object.keys(dependencies).filter((each) =>
      /^(?:workspace|link|file|catalog):/.test(dependencies[each] ?? ''),
    ),
  };
}

function parse(text: string): Record<string, unknown> {
  const manifest = parseJson(text);
  if (!isRecord(manifest)) throw new ManifestError('package.json does not hold a JSON object.');
  if (manifest.scripts !== undefined && !isRecord(manifest.scripts))
    throw new ManifestError('"scripts" in package.json is not an object.');
  return manifest;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new ManifestError(`package.json is not valid JSON: ${(error as Error).message}`, { cause: error });
  }
}

/** The commands of a script, with those of the scripts that it runs put in their place. */
export function commandsOf(script: string, { scripts }: PackageManifest): ScriptCommand[] {
  return scriptCommands(script, scripts);
}

function strings(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

const CONDITIONS = ['.', 'node', 'import', 'default', 'require'];

/** The file of the package itself, in the words of `exports`. */
function exportedPath(exported: unknown): string | undefined {
  if (!isRecord(exported)) return typeof exported === 'string' ? exported : undefined;
  for (const condition of CONDITIONS) {
    const path = exportedPath(exported[condition]);
    if (path !== undefined) return path;
  }
  return undefined;
}

/** Of several programs, the one with the package's own name comes first. */
function binPaths(bin: unknown, name: string): string[] {
  if (typeof bin === 'string') return [bin];
  const own = name.split('/').at(-1);
  const entries = Object.entries(strings(bin));
  return [...entries.filter(([key]) => key === own), ...entries.filter(([key]) => key !== own)].map(([, path]) => path);
}
