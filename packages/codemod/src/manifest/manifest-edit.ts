import type { ts } from 'ts-morph';
import { insertAfter, insertBefore, insertIntoList } from '../edit/list-insertion.ts';
import { endOfLine } from '../edit/source-style.ts';
import { applyEdits } from '../edit/splice.ts';
import type { TextEdit } from '../types.ts';
import { listText, type Property, properties, rootObject } from './manifest-object.ts';

/** A package.json that cannot be edited. The message says what is wrong with it and is meant for the user. */
export class ManifestError extends Error {
  static {
    this.prototype.name = 'ManifestError';
  }
}

const DEPENDENCY_LISTS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/**
 * `manifestText` with `"name": "range"` in `dependencies`; every other byte stays. A package that any of the dependency
 * lists already names is left as it is. The list is created when absent, and stays sorted when it is.
 *
 * @throws ManifestError when the text is not a JSON object, or `dependencies` is not one.
 */
export function addDependency(manifestText: string, name: string, range: string): string {
  const text = manifestText.replace(/^\uFEFF/, '');
  const manifest = parse(text);
  if (DEPENDENCY_LISTS.some((list) => isObject(manifest[list]) && Object.hasOwn(manifest[list], name)))
    return manifestText;
  const root = rootObject(text);
  const list = propertyNamed(root, 'dependencies');
  const entry = `${JSON.stringify(name)}: ${JSON.stringify(range)}`;
  return applyEdits(manifestText, [list ? insertEntry(text, list, entry, name) : insertList(text, root, entry)]);
}

function parse(text: string): Record<string, unknown> {
  const manifest = parseJson(text);
  if (!isObject(manifest)) throw new ManifestError('package.json does not hold a JSON object.');
  const list = manifest.dependencies;
  if (list !== undefined && !isObject(list))
    throw new ManifestError('"dependencies" in package.json is not an object.');
  return manifest;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ManifestError(`package.json is not valid JSON: ${(error as Error).message}`, { cause: error });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Of equal keys the last one counts, as for JSON.parse. */
function propertyNamed(object: ts.ObjectLiteralExpression, name: string): Property | undefined {
  return properties(object).findLast((property) => property.key === name);
}

function insertEntry(text: string, list: Property, entry: string, name: string): TextEdit {
  const entries = properties(list.value as ts.ObjectLiteralExpression);
  if (entries.length > 0) return insertIntoList(text, entries, name, entry);
  return { start: list.value.getStart(), end: list.value.end, text: listText(text, list, entry) };
}

/** Lists of dependencies stand together, before the development ones; else they follow the scripts. */
function insertList(text: string, root: ts.ObjectLiteralExpression, entry: string): TextEdit {
  const last = properties(root).at(-1);
  if (last === undefined) return { start: root.getStart(), end: root.end, text: newManifest(text, entry) };
  const otherList = properties(root).find(({ key }) => DEPENDENCY_LISTS.includes(key));
  if (otherList) return insertBefore(text, otherList, `"dependencies": ${listText(text, otherList, entry)}`);
  const neighbour = propertyNamed(root, 'scripts') ?? last;
  return insertAfter(text, neighbour, `"dependencies": ${listText(text, neighbour, entry)}`);
}

function newManifest(text: string, entry: string): string {
  const eol = endOfLine(text);
  return `{${eol}  "dependencies": {${eol}    ${entry}${eol}  }${eol}}`;
}
