import type { Program } from '../package/find-programs.ts';
import type { PackageContext } from '../package-input.ts';
import { executeFile } from '../starts/executed-code.ts';
import { type Build, buildOf } from './build.ts';

/** How one source of a package becomes what Node runs. */
export function buildFor(source: string, program: Program | undefined, { view, input, files }: PackageContext): Build {
  const execution = program?.source === source ? program.execution : executeFile(source, view.modules);
  const about = { source, runner: program?.runner, execution };
  return buildOf(about, { manifest: view.manifest, modules: view.modules, compilers: input.compilers, files });
}
