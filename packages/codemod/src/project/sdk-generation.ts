import type { SourceFile } from 'ts-morph';
import type { SdkGeneration } from '../types.ts';
import type { ToolProject } from './parse.ts';

const PACKAGES: Readonly<Record<SdkGeneration, RegExp>> = {
  v1: /['"]@modelcontextprotocol\/sdk(?:\/|['"])/,
  v2: /['"]@modelcontextprotocol\/server(?:\/|['"])/,
};

/**
 * Which MCP SDK a file is written for: what the file itself names, else what the rest of the project and its manifests
 * name. Undefined in a project that names neither. A file or project that names both counts as v1, whose raw shapes and
 * schemas v2 takes too.
 */
export function sdkGeneration(file: SourceFile, project: ToolProject): SdkGeneration | undefined {
  return namedIn([file.getFullText()]) ?? projectGeneration(project);
}

/** Asked for every call of a common method name, and the answer takes reading every file. */
const projectGenerations = new WeakMap<ToolProject, { readonly generation: SdkGeneration | undefined }>();

function projectGeneration(project: ToolProject): SdkGeneration | undefined {
  const known = projectGenerations.get(project);
  if (known) return known.generation;
  const sources = namedIn(project.files.map((file) => file.getFullText()));
  const manifests = project.manifests.map(({ text }) => text);
  const generation = sources ?? namedIn(manifests) ?? handlerGeneration(manifests);
  projectGenerations.set(project, { generation });
  return generation;
}

function namedIn(texts: readonly string[]): SdkGeneration | undefined {
  const generations: readonly SdkGeneration[] = ['v1', 'v2'];
  return generations.find((generation) => texts.some((text) => PACKAGES[generation].test(text)));
}

/** `mcp-handler` brings the SDK along: version 2 of it since its own. */
function handlerGeneration(manifests: readonly string[]): SdkGeneration | undefined {
  const range = /"(?:mcp-handler|@vercel\/mcp-adapter)"\s*:\s*"[\^~>=v ]*(\d*)/.exec(manifests.join('\n'));
  return range ? (Number(range[1] || 2) >= 2 ? 'v2' : 'v1') : undefined;
}
