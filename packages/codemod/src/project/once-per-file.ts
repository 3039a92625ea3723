import type { SourceFile } from 'ts-morph';

/**
 * `compute`, done once for a file and a key: every tool of a file asks the same about it, and a parsed file never changes.
 * What was computed goes with the file.
 */
export function oncePerFile<Key extends string, Result>(
  compute: (file: SourceFile, key: Key) => Result,
): (file: SourceFile, key: Key) => Result {
  const known = new WeakMap<SourceFile, Map<Key, Result>>();
  return (file, key) => {
    const results = known.get(file) ?? new Map<Key, Result>();
    known.set(file, results);
    if (!results.has(key)) results.set(key, compute(file, key));
    return results.get(key) as Result;
  };
}
