import type { PackageView } from '../decide.ts';
import type { Program } from '../package/find-programs.ts';
import { programSettings } from '../program-settings.ts';
import type { Start } from '../starts/executed-code.ts';
import type { Refused, Way } from '../types.ts';
import { exportedStart } from './exported-main.ts';
import { type FoundServers, placeOf } from './find-servers.ts';

/** A program that connects itself: it is imported, and its standard input and output are the entry point's. */
export function programWay(program: Program, found: FoundServers, noFactory: string, view: PackageView): Way | Refused {
  const starts = program.execution.starts.filter(({ transport }) => transport === 'stdio');
  const start = starts.find(({ check }) => check === undefined) ?? starts[0];
  const settings = programSettings(program, view.modules);
  const at = start ? `${start.file}:${start.line}` : program.source;
  switch (start?.check) {
    case undefined:
      return {
        ...byLibrary(start, program, `${at} connects to stdio by itself${because(program, found, noFactory)}`),
        target: { kind: 'program', file: program.source, check: undefined },
        settings,
      };
    case 'import.meta.main':
      return mainWay(program, at, view);
    case 'argument':
    case 'require.main':
      return {
        verdict: 'main-module',
        reason: `${at} connects to stdio only where ${program.source} is the file that Node was given, and the entry file makes it that`,
        target: { kind: 'program', file: program.source, check: start.check },
        settings,
      };
  }
}

/** Only Node itself can make `import.meta.main` true. */
function mainWay(program: Program, at: string, view: PackageView): Way | Refused {
  const main = exportedStart(program.source, view.modules);
  if (!main) {
    const reason = `${at} connects to stdio only where import.meta.main is true, which an import cannot make it: export the function that connects from ${program.source}, and run init again`;
    return { verdict: 'main-not-exported', reason };
  }
  return {
    verdict: 'exported-main',
    reason: `${program.source} starts by itself only where import.meta.main is true; the entry file calls its ${main} instead`,
    target: { kind: 'function', file: program.source, name: main },
    settings: programSettings(program, view.modules),
  };
}

function byLibrary(start: Start | undefined, { source }: Program, reason: string): Pick<Way, 'verdict' | 'reason'> {
  const library = start?.library ?? '';
  if (library === '' || library === '@modelcontextprotocol') return { verdict: 'program', reason };
  return {
    verdict: 'framework',
    reason: `${source} starts a server of ${library}, which brings a connection of its own`,
  };
}

/** Why its factory, if there is one, is not called. */
function because({ execution }: Program, { hidden }: FoundServers, noFactory: string): string {
  if (noFactory !== '') return `, and ${noFactory}`;
  const own = hidden.find(
    ({ file, takesArguments }) => execution.loaded.includes(file) && takesArguments !== 'required',
  );
  return own
    ? `, and ${placeOf(own)} is not exported: from a file that starts nothing, it could be called for each request`
    : '';
}
