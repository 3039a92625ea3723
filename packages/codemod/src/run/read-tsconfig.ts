import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { ts } from 'ts-morph';
import type { ModuleResolution } from '../project/resolve-module.ts';

/** What of a tsconfig.json tells where imports lead. */
interface Config {
  readonly extends?: unknown;
  readonly compilerOptions?: { readonly baseUrl?: unknown; readonly paths?: unknown };
}

/** With absolute paths: every configuration writes its own relative to itself. */
interface AbsoluteResolution {
  readonly baseUrl?: string;
  readonly paths?: Readonly<Record<string, readonly string[]>>;
}

/**
 * `baseUrl` and `paths` that hold in a folder: of its own tsconfig.json or, where that has none, of those that it extends,
 * packages included. Nothing when there is none, or it cannot be read as one. Relative to the folder.
 */
export async function readModuleResolution(root: string): Promise<ModuleResolution> {
  const { baseUrl, paths } = await readConfig(join(root, 'tsconfig.json'), new Set());
  const relativeTo = (path: string) => relative(root, path).split(sep).join('/') || '.';
  if (baseUrl === undefined) return paths === undefined ? {} : { paths: mapTargets(paths, relativeTo) };
  const fromBase = (path: string) => relative(baseUrl, path).split(sep).join('/') || '.';
  return { baseUrl: relativeTo(baseUrl), ...(paths && { paths: mapTargets(paths, fromBase) }) };
}

/** The nearest one that says something has the last word, as the compiler decides; of several that are extended, the last. */
async function readConfig(path: string, seen: ReadonlySet<string>): Promise<AbsoluteResolution> {
  const text = seen.has(path) ? undefined : await readFile(path, 'utf8').catch(() => undefined);
  const config: Config | undefined = text === undefined ? undefined : ts.parseConfigFileTextToJson(path, text).config;
  if (typeof config !== 'object' || config === null) return {};
  const extended = [config.extends].flat().filter((each) => typeof each === 'string');
  let result: AbsoluteResolution = {};
  for (const each of extended) {
    const base = await readBase(each, path, new Set([...seen, path]));
    result = { ...result, ...base };
  }
  return { ...result, ...ownResolution(config, dirname(path), result.baseUrl) };
}

/** A path, with or without its ending, or a package: its folder's tsconfig.json, or a file in it. */
async function readBase(name: string, from: string, seen: ReadonlySet<string>): Promise<AbsoluteResolution> {
  for (const path of candidates(name, from)) {
    const found = await readConfig(path, seen);
    if (found.baseUrl !== undefined || found.paths !== undefined) return found;
  }
  return {};
}

function candidates(name: string, from: string): string[] {
  if (/^\.{1,2}(?:\/|$)/.test(name) || isAbsolute(name)) {
    const path = resolve(dirname(from), name);
    return [path, `${path}.json`, join(path, 'tsconfig.json')];
  }
  const { resolve: find } = createRequire(from);
  return [name, `${name}.json`, `${name}/tsconfig.json`].flatMap((each) => {
    try {
      return [find(each)];
    } catch {
      return [];
    }
  });
}

function ownResolution({ compilerOptions = {} }: Config, folder: string, inherited: string | undefined) {
  const { baseUrl, paths } = compilerOptions;
  const ownBase = typeof baseUrl === 'string' ? resolve(folder, baseUrl) : undefined;
  const base = ownBase ?? inherited ?? folder;
  return {
    ...(ownBase !== undefined && { baseUrl: ownBase }),
    ...(isPaths(paths) && { paths: mapTargets(paths, (target) => resolve(base, target)) }),
  };
}

function isPaths(paths: unknown): paths is Record<string, string[]> {
  if (typeof paths !== 'object' || paths === null) return false;
  return Object.values(paths).every(
    (targets) => Array.isArray(targets) && targets.every((each) => typeof each === 'string'),
  );
}

function mapTargets(paths: NonNullable<AbsoluteResolution['paths']>, change: (target: string) => string) {
  return Object.fromEntries(Object.entries(paths).map(([pattern, targets]) => [pattern, targets.map(change)]));
}
