import type { ToolProject } from '../project/parse.ts';
import { type Program, type Programs, speaksStdio } from './package/find-programs.ts';
import type { PackageManifest } from './package/manifest.ts';
import { programSettings } from './program-settings.ts';
import { exportedMain } from './servers/exported-main.ts';
import { type Factory, type FoundServers, findServers, placeOf } from './servers/find-servers.ts';
import { namesFactory, otherCall } from './servers/other-calls.ts';
import { programWay } from './servers/program-way.ts';
import { serverWay } from './servers/server-way.ts';
import { refusedWithoutStart } from './servers/without-start.ts';
import type { Modules } from './starts/modules.ts';
import type { Refused, Way } from './types.ts';

/** A package as the decision sees it. */
export interface PackageView {
  readonly manifest: PackageManifest;
  readonly modules: Modules;
  readonly project: ToolProject;
  /** Files that call the entry point already. */
  readonly entries: ReadonlySet<string>;
}

export interface Decision {
  /** The best way first; which of them can be taken, the build decides. */
  readonly ways: readonly Way[];
  /** Why there is none, or what to do where none can be taken. */
  readonly refused: Refused | undefined;
}

/** How a server can be served, by how it is made. A factory comes first: only it gives every request a server of its own. */
export function decide(view: PackageView, { program }: Programs): Decision {
  const found = findServers(view.project, view.modules, view.entries);
  const factory = factoryWay(found, program, view);
  const connecting = program && speaksStdio(program) ? [programWay(program, found, factory.reason, view)] : [];
  const others =
    connecting.length > 0 ? [] : [serverWay(found, view), exportedMain(view)].filter((way) => way !== undefined);
  const ways = [...('way' in factory ? [factory.way] : []), ...connecting.filter((way) => 'target' in way), ...others];
  const refused = connecting.find((way) => !('target' in way)) ?? severalFactories(found, program);
  return { ways, refused: ways.length > 0 ? undefined : (refused ?? refusedWithoutStart(program, found, view)) };
}

/** Without a program, nothing says which one is meant. */
function severalFactories({ factories }: FoundServers, program: Program | undefined): Refused | undefined {
  const [first, second] = factories.filter(({ takesArguments, starts }) => takesArguments !== 'required' && !starts);
  if (program || !first || !second) return undefined;
  const reason = `${placeOf(first)} and ${placeOf(second)} make a server each. Name the file of the one to serve: mcp-multi-account init <file>`;
  return { verdict: 'no-start', reason };
}

/** The factory that can be called, or why there is none. */
function factoryWay(
  { factories }: FoundServers,
  program: Program | undefined,
  view: PackageView,
): { readonly way: Way; readonly reason: string } | { readonly reason: string } {
  const named = program ? factories.filter((each) => isOf(each, program, view.modules)) : [];
  const [factory, second] = named.length > 0 ? named : program && speaksStdio(program) ? [] : factories;
  if (!factory) return { reason: '' };
  const where = placeOf(factory);
  const why = second
    ? `there are several functions that make a server, such as ${where} and ${placeOf(second)}`
    : whyNot(factory, where, program, view);
  if (why !== undefined) return { reason: why };
  const { file, name } = factory;
  const target = { kind: 'factory', file, name, takesArguments: factory.takesArguments === 'optional' } as const;
  const reason = `${where} makes a new server for each request${besides(program)}`;
  return {
    way: { verdict: 'factory', reason, target, settings: programSettings(undefined, view.modules) },
    reason: '',
  };
}

/** The program makes its server with it, or a person has named its file. */
function isOf(factory: Factory, program: Program, modules: Modules): boolean {
  return factory.file === program.source || namesFactory(program, factory, modules);
}

function whyNot(
  factory: Factory,
  where: string,
  program: Program | undefined,
  { modules }: PackageView,
): string | undefined {
  if (factory.takesArguments === 'required') return `${where} takes arguments`;
  if (factory.starts) return `importing or calling ${where} starts a server`;
  const other = program && speaksStdio(program) ? otherCall(program, factory, modules) : undefined;
  return other === undefined
    ? undefined
    : `calling ${where} alone would leave out what the program does besides, such as ${other}`;
}

function besides(program: Program | undefined): string {
  if (!program || speaksStdio(program) || program.execution.starts.length === 0) return '';
  return `; the HTTP server of ${program.source} is not started, so what that checks before MCP, such as a token, is not checked`;
}
