import { posix } from 'node:path';
import { ts } from 'ts-morph';
import type { SourceText } from '../types.ts';

/** What xmcp looks into unless its configuration says otherwise. */
const DEFAULT_FOLDER = 'src/tools';
const MANIFEST = /(^|\/)package\.json$/;
const TOOL_FILE = /(?<!\.d)\.tsx?$/;

/**
 * The files that xmcp takes for tools: those in `src/tools`, or in `paths.tools` of xmcp.config.ts, of every package that
 * depends on `xmcp`. Nothing in such a file has to mention the library.
 */
export function xmcpToolFiles(files: readonly SourceText[]): ReadonlySet<string> {
  const folders = files
    .filter(({ path, text }) => MANIFEST.test(path) && dependsOnXmcp(text))
    .flatMap(({ path }) => toolFolder(posix.dirname(path), files));
  const isTool = (path: string) => TOOL_FILE.test(path) && folders.some((folder) => path.startsWith(`${folder}/`));
  return new Set(folders.length === 0 ? [] : files.map(({ path }) => path).filter(isTool));
}

function dependsOnXmcp(manifest: string): boolean {
  if (!manifest.includes('"xmcp"')) return false;
  try {
    const { dependencies, devDependencies } = JSON.parse(manifest) as Record<string, object | undefined>;
    return 'xmcp' in { ...dependencies, ...devDependencies };
  } catch {
    return false;
  }
}

function toolFolder(root: string, files: readonly SourceText[]): string[] {
  const config = files.find(
    ({ path }) => posix.dirname(path) === root && /^xmcp\.config\.[cm]?[jt]s$/.test(posix.basename(path)),
  );
  const folder = config ? configuredFolder(config.text) : DEFAULT_FOLDER;
  return folder === undefined ? [] : [posix.join(root, folder)];
}

/** Undefined where tools are switched off, or the folder is only known at run time. */
function configuredFolder(config: string): string | undefined {
  const source = ts.createSourceFile('xmcp.config.ts', config, ts.ScriptTarget.Latest);
  const tools = propertyIn(propertyIn(source, 'paths'), 'tools');
  if (!tools || tools.kind === ts.SyntaxKind.TrueKeyword) return DEFAULT_FOLDER;
  return ts.isStringLiteralLike(tools) ? posix.normalize(tools.text).replace(/\/$/, '') : undefined;
}

function propertyIn(node: ts.Node | undefined, name: string): ts.Node | undefined {
  if (!node) return undefined;
  if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && node.name.text === name) return node.initializer;
  return ts.forEachChild(node, (child) => propertyIn(child, name));
}
