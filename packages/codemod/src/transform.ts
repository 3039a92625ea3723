import type { SourceFile } from 'ts-morph';
import { planClients } from './clients/plan-clients.ts';
import { LIBRARY } from './edit/library-bindings.ts';
import { libraryImportEdits } from './edit/library-imports.ts';
import { type MarkedPlace, markerEdits } from './edit/markers.ts';
import { applyEdits } from './edit/splice.ts';
import { addDependency } from './manifest/manifest-edit.ts';
import { owningManifest } from './manifest/owning-manifest.ts';
import { planTools } from './plan/plan-tools.ts';
import { selectClients } from './plan/select-clients.ts';
import type { Selection } from './plan/select-tools.ts';
import { parseProject, type ToolProject } from './project/parse.ts';
import type { ModuleResolution } from './project/resolve-module.ts';
import { isReadme } from './readme/is-readme.ts';
import { planReadmes } from './readme/plan-readmes.ts';
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

export interface TransformOptions extends Selection {
  /** How the project's tsconfig resolves imports that are not relative. */
  readonly resolution?: ModuleResolution;
  /** Default false: comments at the places where a person must look are neither written nor removed. */
  readonly markers?: boolean;
  /** Default true: a README among the files gets a section on the parameter. */
  readonly readme?: boolean;
}

/**
 * Rewrites an MCP server for many AWS accounts. Pure: takes texts, gives texts, and gives only those that change. `files` are
 * the project's sources, package.json manifests and READMEs; which of them matter is decided here.
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
  /** Comments to write and to remove. */
  readonly markers: readonly FileEdit[];
}

/** The first half of `transform`, for those who show or choose single items. Throws what `transform` throws. */
export function planProject(given: readonly SourceText[], options: TransformOptions = {}): ProjectPlan {
  const code = given.filter((source) => !isReadme(source));
  const sources = options.readme === false ? code : given;
  const project = parseProject(code, options.resolution);
  const tools = planTools(project, options);
  const clients = selectClients(planClients(project), project, options);
  const markers = options.markers ? markerEdits(project, [...tools, ...clients].flatMap(markedPlace)) : [];
  return { sources, project, tools, clients, markers };
}

function markedPlace({
  report: { file, line, verdict, how, reason },
}: Planned<ToolReport | ClientReport>): MarkedPlace[] {
  return how === 'manual' ? [{ file, line, code: verdict, reason }] : [];
}

/** The second half of `transform`: all edits of the plan go in together. */
export function applyPlan({ sources, project, tools, clients, markers }: ProjectPlan): TransformResult {
  const edits = [...tools, ...clients].flatMap((planned) => planned.edits);
  const edited = new Set(edits.map(({ path }) => path));
  const changed = applyPerFile({ edits, markers }, sources, project);
  const importing = changed.filter(({ path }) => edited.has(path));
  return {
    tools: tools.map(({ report }) => report),
    clients: clients.map(({ report }) => report),
    files: [...changed, ...withDependency(importing, project), ...planReadmes(sources, tools, project)],
  };
}

interface Changes {
  readonly edits: readonly FileEdit[];
  readonly markers: readonly FileEdit[];
}

function applyPerFile({ edits, markers }: Changes, files: readonly SourceText[], project: ToolProject): FileReport[] {
  const parsed = new Map(project.files.map((file) => [project.pathOf(file), file]));
  const [editsOf, markersOf] = [byPath(edits), byPath(markers)];
  return files.flatMap(({ path, text }) => {
    const own = { edits: editsOf.get(path) ?? [], markers: markersOf.get(path) ?? [] };
    const file = parsed.get(path);
    if (own.edits.length + own.markers.length === 0 || !file) return [];
    const after = applyOnce(text, file, own);
    return after === text ? [] : [{ path, before: text, after }];
  });
}

function byPath(edits: readonly FileEdit[]): ReadonlyMap<string, readonly FileEdit[]> {
  const grouped = new Map<string, FileEdit[]>();
  for (const edit of edits) {
    const own = grouped.get(edit.path);
    if (own) own.push(edit);
    else grouped.set(edit.path, [edit]);
  }
  return grouped;
}

/**
 * All edits of a file go in together with the imports they need: offsets are those of the text as it was read. Markers come
 * last: at one offset they stand below an import that is inserted there.
 */
function applyOnce(text: string, file: SourceFile, { edits, markers }: Changes): string {
  const names = new Set<LibraryImport>(edits.flatMap(({ imports }) => imports));
  const code = edits.flatMap((edit) => edit.edits);
  const comments = markers.flatMap((marker) => marker.edits);
  return applyEdits(text, [...code, ...libraryImportEdits(file, names).edits, ...comments]);
}

/** A file with edits imports the library, so the package it belongs to has to depend on it. */
function withDependency(changed: readonly FileReport[], { manifests }: ToolProject): FileReport[] {
  const owners = new Set(changed.flatMap(({ path }) => owningManifest(path, manifests) ?? []));
  return [...owners].flatMap(({ path, text }) => {
    const after = addDependency(text, LIBRARY, LIBRARY_RANGE);
    return after === text ? [] : [{ path, before: text, after }];
  });
}
