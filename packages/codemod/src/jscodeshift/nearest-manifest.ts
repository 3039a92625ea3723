import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const known = new Map<string, string | undefined>();

/** The text of the package.json of the package that a file is in. Read once per folder: a worker sees thousands of files. */
export function nearestManifest(path: string): string | undefined {
  return manifestOf(dirname(resolve(path)));
}

function manifestOf(folder: string): string | undefined {
  if (known.has(folder)) return known.get(folder);
  const own = readManifest(folder);
  const text = own ?? (folder === dirname(folder) ? undefined : manifestOf(dirname(folder)));
  known.set(folder, text);
  return text;
}

/** One that is not an object says nothing, and stays as it is. */
function readManifest(folder: string): string | undefined {
  try {
    const text = readFileSync(join(folder, 'package.json'), 'utf8');
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? text : undefined;
  } catch {
    return undefined;
  }
}
