import { parseProject } from '../project/parse.ts';
import { isReadme } from '../readme/is-readme.ts';
import type { SourceText } from '../types.ts';
import { alreadyServed } from './already-served.ts';
import { argumentNotes } from './argument-notes.ts';
import type { Build } from './build/build.ts';
import { buildFor } from './build/package-build.ts';
import { type Decision, decide, type PackageView } from './decide.ts';
import { entryText } from './entry/entry-text.ts';
import { inStyleOf } from './entry/in-style-of.ts';
import { type Place, placeEntry } from './entry/place.ts';
import { initFiles, type Wanted } from './files/init-files.ts';
import { imageFiles, keptLines, manifestFile, settingsFile } from './files/wanted-files.ts';
import { imageObstacles } from './image-obstacles.ts';
import { entryFiles, findPrograms, type Program, type Programs, programAt } from './package/find-programs.ts';
import { readManifest } from './package/manifest.ts';
import type { PackageContext, PackageInput } from './package-input.ts';
import { createModules } from './starts/modules.ts';
import type { ExistingFiles, InitPlan, Refused, Way } from './types.ts';
import { xmcpWay } from './xmcp.ts';

/** Several files start a server, and nothing says which one is meant. */
export interface Choice {
  readonly verdict: 'several-programs';
  readonly programs: readonly string[];
}

/**
 * Everything that init writes into the package of a server, and what it leaves to a person. Pure.
 *
 * @throws SourceSyntaxError when a file that matters does not parse. ManifestError for package.json.
 */
export function planInit(input: PackageInput): InitPlan | Choice {
  const files = input.files.filter((file) => !isReadme(file));
  const view = packageView(files, input);
  const programs = programsOf(view, input.program);
  if (!programs.program && programs.others.length > 1) {
    return { verdict: 'several-programs', programs: programs.others.map(({ source }) => source) };
  }
  const own = [...view.entries].find((path) => !isWritten(path, input));
  if (own !== undefined) return alreadyServed(own, programs.program, { view, input, files });
  const decision = xmcpWay(view, files) ?? decide(view, programs);
  return placed(decision, programs.program, { view, input, files });
}

function packageView(files: readonly SourceText[], { resolution }: PackageInput): PackageView {
  const manifest = readManifest(files.find(({ path }) => path === 'package.json')?.text ?? '{}');
  const project = parseProject(files, resolution);
  return { manifest, project, modules: createModules(files, resolution), entries: new Set(entryFiles(files)) };
}

function programsOf({ manifest, modules, entries }: PackageView, named: string | undefined): Programs {
  if (named !== undefined) return { program: programAt(named, manifest, modules), others: [] };
  return findPrograms(manifest, modules, entries);
}

/** Files of an earlier init bear its name; what calls the entry point elsewhere is somebody's own. */
function isWritten(path: string, { program }: PackageInput): boolean {
  return /(?:^|\/)entrypoint\.[cm]?[jt]s$/.test(path) && path !== program;
}

/** The first way that the build allows. */
function placed(decision: Decision, program: Program | undefined, context: PackageContext): InitPlan {
  const obstacles: Refused[] = [];
  for (const way of decision.ways) {
    const build = buildFor(way.target.file, program, context);
    const place = placeEntry({ ...context, target: way.target, program, build, compilers: context.input.compilers });
    if ('specifier' in place) return written(withObstacles(way, obstacles), { place, build, program }, context);
    obstacles.push({ verdict: 'not-built', reason: place.obstacle });
  }
  const refused = obstacles[0] ?? decision.refused ?? { verdict: 'no-start', reason: '' };
  return { ...refused, entry: undefined, files: [], left: [refused.reason], notes: [] };
}

/** Why a better way was not taken. */
function withObstacles(way: Way, obstacles: readonly Refused[]): Way {
  return { ...way, reason: [way.reason, ...obstacles.map(({ reason }) => reason)].join(', and ') };
}

interface Chosen {
  readonly place: Place;
  readonly build: Build;
  readonly program: Program | undefined;
}

function written(way: Way, { place, build, program }: Chosen, { view, input, files }: PackageContext): InitPlan {
  const entry = { path: place.path, built: place.built };
  const neighbour = view.modules.get(way.target.file)?.source.text ?? '';
  const wanted: Wanted[] = [
    { path: place.path, text: inStyleOf(entryText(way.target, way.settings, place), neighbour), isEdit: false },
    ...(place.buildChange ? [{ path: place.buildChange.path, text: place.buildChange.after, isEdit: true }] : []),
    ...imageFiles(place.built, input),
    ...settingsFile(input),
    ...manifestFile(place.built, way.target.kind === 'factory', input),
  ];
  const found = initFiles(wanted, withTexts(input.existing, files), input.force ?? false);
  const { notes, left } = argumentNotes(way, { program, build, view });
  return {
    verdict: way.verdict,
    reason: way.reason,
    entry,
    files: found,
    left: [...left, ...imageObstacles(view.manifest, input.compilers, place.built), ...keptLines(found)],
    notes,
  };
}

function withTexts(existing: ExistingFiles, files: readonly SourceText[]): ExistingFiles {
  return new Map([...files.map(({ path, text }) => [path, text] as const), ...existing]);
}
