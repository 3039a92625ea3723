import type { SourceText } from '../types.ts';

/**
 * Whether a file may hold a tool of `mcp-framework`, which loads every class of a folder: a tool may name nothing but the
 * project's own base class, and be imported by nothing.
 */
export function mayHoldToolClasses(files: readonly SourceText[]): (text: string) => boolean {
  const isUsed = files.some(({ text }) => text.includes('mcp-framework'));
  return (text) => isUsed && /\bextends\b/.test(text);
}
