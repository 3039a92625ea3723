import { posix } from 'node:path';
import type { SourceText } from '../types.ts';

/** What registers a tool, or answers for tools. */
const REGISTERS = /registerTool|\.tool\s*\(|setRequestHandler|addTools?\s*\(/;

/**
 * Those of `others` that import one of `files` that registers tools. What a function there is given may become a tool, and the file that gives it need
 * not have a word of MCP in it.
 */
export function importersOfRegistering(
  files: Iterable<SourceText>,
  others: readonly SourceText[],
  importedPaths: (file: SourceText) => readonly string[],
): SourceText[] {
  const registering = [...files].filter(({ text }) => REGISTERS.test(text)).map(({ path }) => path);
  if (registering.length === 0) return [];
  const targets = new Set(registering);
  // Looking for the names first: most files of a large project need no closer look.
  const names = [...new Set(registering.map(nameInImports))].map((name) => name.replace(/[^\w]/g, '\\$&'));
  const mention = new RegExp(`['"/](?:${names.join('|')})(?:\\.[cm]?[jt]sx?)?['"]`);
  return others.filter((file) => mention.test(file.text) && importedPaths(file).some((path) => targets.has(path)));
}

/** `context` for `src/context.ts`, `tools` for `src/tools/index.ts`; the index of the root is imported as `.`, and then has tools of its own. */
function nameInImports(path: string): string {
  const name = posix.basename(path).replace(/\.[^.]*$/, '');
  return name === 'index' ? posix.basename(posix.dirname(path)) : name;
}
