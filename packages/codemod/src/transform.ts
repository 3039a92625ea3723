import type { SourceFile } from 'ts-morph';
import { planClients } from './clients/plan-clients.ts';
import { LIBRARY } from './edit/library-bindings.ts';
import { libraryImportEdits } from './edit/library-imports.ts';
import { applyEdits } from './edit/splice.ts';
import { addDependency } from './manifest/manifest-edit.ts';
import { owningManifest } from './manifest/owning-manifest.ts';
import { planTools } from './plan-tools.ts';
import { parseProject, type ToolProject } from './project/parse.ts';
import type { ModuleResolution } from './project/resolve-module.ts';
import type {
  ClientReport,
  FileEdit,
  FileReport,
  LibraryImport,
  Planned,
  SourceText,
  ToolReport,
  TransformResult,
} from './types.ts';

/** The range of the library that rewritten code works with. */
const LIBRARY_RANGE = '^0.1.0';

export interface TransformOptions {
  /** How the project's tsconfig resolves imports that are not relative. */
  readonly resolution?: ModuleResolution;
}

/**
 * Rewrites an MCP server for many AWS accounts. Pure: takes texts, gives texts, and gives only those that change. `files` are
 * the project's sources and package.json manifests; which of them matter is decided here.
 *
 * @throws SourceSyntaxError when a file that matters does not parse. ManifestError when a manifest is not a JSON object.
 */
export function transform(files: readonly SourceText[], options: TransformOptions = {}): TransformResult {
  return applyPlan(planProject(files, options));
}

/** Every tool and client of a project with its own edits, before they are applied. */
export interface ProjectPlan {
  readonly sources: readonly SourceText[];
  readonly project: ToolProject;
  readonly tools: readonly Planned<ToolReport>[];
  readonly clients: readonly Planned<ClientReport>[];
}

/** The first half of `transform`, for those who show or choose single items. Throws what `transform` throws. */
export function planProject(sources: readonly SourceText[], options: TransformOptions = {}): ProjectPlan {
  const project = parseProject(sources, options.resolution);
  return { sources, project, tools: planTools(project), clients: planClients(project) };
}

/** The second half of `transform`: all edits of the plan go in together. */
export function applyPlan({ sources, project, tools, clients }: ProjectPlan): TransformResult {
  const edits = [...tools, ...clients].flatMap((planned) => planned.edits);
  const changed = applyPerFile(edits, sources, project);
  return {
    tools: tools.map(({ report }) => report),
    clients: clients.map(({ report }) => report),
    files: [...changed, ...withDependency(changed, project)],
  };
}

function applyPerFile(edits: readonly FileEdit[], files: readonly SourceText[], project: ToolProject): FileReport[] {
  const parsed = new Map(project.files.map((file) => [project.pathOf(file), file]));
  return files.flatMap(({ path, text }) => {
    const own = edits.filter((edit) => edit.path === path);
    const file = parsed.get(path);
    if (own.length === 0 || !file) return [];
    const after = applyOnce(text, file, own);
    return after === text ? [] : [{ path, before: text, after }];
  });
}

/** All edits of a file go in together with the imports they need: offsets are those of the text as it was read. */
function applyOnce(text: string, file: SourceFile, edits: readonly FileEdit[]): string {
  const names = new Set<LibraryImport>(edits.flatMap(({ imports }) => imports));
  return applyEdits(text, [...edits.flatMap((edit) => edit.edits), ...libraryImportEdits(file, names).edits]);
}

/** A changed file imports the library, so the package it belongs to has to depend on it. */
function withDependency(changed: readonly FileReport[], { manifests }: ToolProject): FileReport[] {
  const owners = new Set(changed.flatMap(({ path }) => owningManifest(path, manifests) ?? []));
  return [...owners].flatMap(({ path, text }) => {
    const after = addDependency(text, LIBRARY, LIBRARY_RANGE);
    return after === text ? [] : [{ path, before: text, after }];
  });
}
