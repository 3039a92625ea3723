import { Node, type SourceFile } from 'ts-morph';
import { readOnlyFiles } from '../project/read-only-files.ts';
import type { FileEdit, ParsedProject, TextEdit } from '../types.ts';
import { endOfLine } from './source-style.ts';

/** A place where a person must look. */
export interface MarkedPlace {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** Stable: the verdict. */
  readonly code: string;
  /** What to do. */
  readonly reason: string;
}

/** A whole line of the file, its end of line included. */
interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const MARKER = /^\/\/ @mcp-multi-account TODO\([\w-]+\): /;
/** Comments that speak to a tool about the next line have to stay next to it. */
const DIRECTIVE =
  /^(?:\/\/|\/\*+)\s*(?:@ts-|eslint-disable-next-line|biome-ignore|prettier-ignore|[cv]8 ignore|istanbul ignore|oxlint-disable-next-line)/;

/**
 * Puts `// @mcp-multi-account TODO(<code>): <reason>` above the statement of each place, and takes away those that an earlier
 * run left and that no place calls for any more. Whoever solves one need not remove it.
 */
export function markerEdits(project: ParsedProject, places: readonly MarkedPlace[]): FileEdit[] {
  const readOnly = readOnlyFiles(project);
  return project.files.flatMap((file) => {
    const path = project.pathOf(file);
    if (readOnly.has(path)) return [];
    const edits = editsOf(
      file,
      places.filter((place) => place.file === path),
    );
    return edits.length > 0 ? [{ path, edits, imports: [] }] : [];
  });
}

function editsOf(file: SourceFile, places: readonly MarkedPlace[]): TextEdit[] {
  const text = file.getFullText();
  if (places.length === 0 && !text.includes('@mcp-multi-account TODO(')) return [];
  const wanted = markersByStatement(file, places);
  const lines = linesOf(text);
  const kept = new Set<Line>();
  const insertions = [...wanted].flatMap(([start, markers]) => {
    const above = commentsAbove(lines, start);
    const present = above.filter((line) => markers.has(line.text.trim()));
    for (const line of present) kept.add(line);
    const missing = [...markers].filter((marker) => !present.some((line) => line.text.trim() === marker));
    const offset = above[0]?.start ?? start;
    const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
    return missing.map((marker) => ({ start: offset, end: offset, text: `${indent}${marker}${endOfLine(text)}` }));
  });
  const removals = lines
    .filter((line) => MARKER.test(line.text.trim()) && !kept.has(line) && !isInsideToken(file, line))
    .map(({ start, end }) => ({ start, end, text: '' }));
  return [...insertions, ...removals];
}

/** Offset of the statement's line to its markers. */
function markersByStatement(file: SourceFile, places: readonly MarkedPlace[]): Map<number, Set<string>> {
  const found = new Map<number, Set<string>>();
  for (const { line, code, reason } of places) {
    const start = statementLine(file, line);
    if (start === undefined) continue;
    const marker = `// @mcp-multi-account TODO(${code}): ${reason.replaceAll(/\s+/g, ' ')}`;
    found.set(start, (found.get(start) ?? new Set()).add(marker));
  }
  return found;
}

/** Where the line begins on which the statement or class member around `line` is the first thing. */
function statementLine(file: SourceFile, line: number): number | undefined {
  const text = file.getFullText();
  const lineStart = file.compilerNode.getPositionOfLineAndCharacter(line - 1, 0);
  const node = file.getDescendantAtPos(lineStart + (text.slice(lineStart).search(/\S/) || 0));
  for (const each of node ? [node, ...node.getAncestors()] : []) {
    if (!isMarkable(each)) continue;
    const start = text.lastIndexOf('\n', each.getStart() - 1) + 1;
    if (text.slice(start, each.getStart()).trim() === '') return start;
  }
  return undefined;
}

function isMarkable(node: Node): boolean {
  return (
    (Node.isStatement(node) && !Node.isBlock(node)) ||
    Node.isPropertyDeclaration(node) ||
    Node.isMethodDeclaration(node)
  );
}

/** Markers and directives that stand directly above, top first. */
function commentsAbove(lines: readonly Line[], start: number): Line[] {
  const index = lines.findIndex((line) => line.start === start);
  const above = lines.slice(0, index);
  const last = above.findLastIndex(({ text }) => !MARKER.test(text.trim()) && !DIRECTIVE.test(text.trim()));
  return above.slice(last + 1);
}

function linesOf(text: string): Line[] {
  return [...text.matchAll(/[^\n]*(?:\n|$)/g)]
    .filter(([line]) => line !== '')
    .map((match) => ({ start: match.index, end: match.index + match[0].length, text: match[0] }));
}

/** The same words in a template string are text of the program. */
function isInsideToken(file: SourceFile, { start, text }: Line): boolean {
  const offset = start + text.search(/\S/);
  const token = file.getDescendantAtPos(offset);
  return token !== undefined && token.getStart() < offset && token.getFirstChild() === undefined;
}
