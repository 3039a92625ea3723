import { ts } from 'ts-morph';
import type { SourceText } from '../types.ts';
import { type ModuleResolution, resolveModule } from './resolve-module.ts';

/**
 * What a file must mention to matter: MCP servers and their tools, AWS SDKs, own signing, child processes.
 * A file without any of these is parsed only when one that has them imports it.
 */
const RELEVANT =
  /modelcontextprotocol|@mcp-multi-account|registerTool|\.tool\s*\(|setRequestHandler|withAccounts|addTools?\s*\(|fastmcp|aws-sdk|aws4|signature-v4|child_process|execa|cross-spawn/;

const SOURCE = /\.[cm]?[jt]sx?$/;

/** The source files worth parsing: those that mention MCP or AWS and, transitively, the project files they import. */
export function relevantFiles(files: readonly SourceText[], resolution: ModuleResolution = {}): SourceText[] {
  const sources = new Map(files.filter(({ path }) => SOURCE.test(path)).map((file) => [file.path, file]));
  const paths = new Set(sources.keys());
  const queue = [...sources.values()].filter(({ text }) => mentionsTools(text));
  const found = new Set(queue);
  for (const file of queue) {
    if (found.size === sources.size) break;
    for (const path of importedPaths(file, paths, resolution)) {
      const imported = sources.get(path);
      if (!imported || found.has(imported)) continue;
      found.add(imported);
      queue.push(imported);
    }
  }
  return files.filter((file) => found.has(file));
}

/** Whether a text may hold tools or AWS clients. */
export function mentionsTools(text: string): boolean {
  return RELEVANT.test(text);
}

function importedPaths(file: SourceText, paths: ReadonlySet<string>, resolution: ModuleResolution): string[] {
  return ts
    .preProcessFile(file.text, true, true)
    .importedFiles.map(({ fileName }) => resolveModule(fileName, file.path, paths, resolution))
    .filter((path) => path !== undefined);
}
