import { ts } from 'ts-morph';
import type { SourceText } from '../types.ts';
import { importersOfRegistering } from './importers.ts';
import { mayHoldToolClasses } from './mcp-framework-files.ts';
import { isOutside } from './outside.ts';
import { type ModuleResolution, resolveModule } from './resolve-module.ts';
import { workspaceNames } from './workspaces.ts';
import { xmcpToolFiles } from './xmcp-files.ts';

/**
 * What a file must mention to matter: MCP servers and their tools, AWS SDKs, own signing, child processes.
 * A file without any of these is parsed only when one that has them imports it.
 */
const RELEVANT =
  /modelcontextprotocol|@mcp-multi-account|registerTool|\.tool\s*\(|setRequestHandler|withAccounts|addTools?\s*\(|fastmcp|mcp-framework|mcp-nest|mcp-handler|mcp-adapter|tmcp|@mastra\/|@cyanheads\/|aws-sdk|aws4|signature-v4|child_process|execa|cross-spawn/;

const SOURCE = /\.[cm]?[jt]sx?$/;

/**
 * The source files worth parsing: those that mention MCP or AWS, or import a file that registers tools, or another package of
 * the workspace; and, transitively, the files they import. Files outside of the project count only as imported.
 */
export function relevantFiles(files: readonly SourceText[], resolution: ModuleResolution = {}): SourceText[] {
  const sources = new Map(files.filter(({ path }) => SOURCE.test(path)).map((file) => [file.path, file]));
  const paths = new Set(sources.keys());
  const importsTools = importsOfTools(files);
  const toolFiles = xmcpToolFiles(files);
  const mayHoldTools = mayHoldToolClasses(files);
  const own = [...sources.values()].filter(({ path }) => !isOutside(path));
  const found = new Set(
    own.filter(
      ({ path, text }) => mentionsTools(text) || importsTools(text) || mayHoldTools(text) || toolFiles.has(path),
    ),
  );
  const others = own.filter((file) => !found.has(file));
  const imports = (file: SourceText) => importedPaths(file, paths, resolution);
  for (const file of importersOfRegistering(found, others, imports)) found.add(file);
  const queue = [...found];
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

/** Whether a text imports another package of the workspace: its tools may be written in that one's words. */
function importsOfTools(files: readonly SourceText[]): (text: string) => boolean {
  const packages = workspaceNames(files.filter(({ path }) => /(^|\/)package\.json$/.test(path)));
  if (packages.length < 2) return () => false;
  const names = packages.map(({ name }) => name.replace(/[^\w]/g, '\\$&'));
  const pattern = new RegExp(`['"](?:${names.join('|')})['"/]`);
  return (text) => pattern.test(text);
}

function importedPaths(file: SourceText, paths: ReadonlySet<string>, resolution: ModuleResolution): string[] {
  return ts
    .preProcessFile(file.text, true, true)
    .importedFiles.map(({ fileName }) => resolveModule(fileName, file.path, paths, resolution))
    .filter((path) => path !== undefined);
}
