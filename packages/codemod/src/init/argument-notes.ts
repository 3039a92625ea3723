import type { Build } from './build/build.ts';
import type { PackageView } from './decide.ts';
import type { Program } from './package/find-programs.ts';
import { uncertainty } from './program-settings.ts';
import type { Way } from './types.ts';

interface Facts {
  readonly program: Program | undefined;
  readonly build: Build;
  readonly view: PackageView;
}

/** What a person should know of how the program starts, and what is left to do for it. */
export function argumentNotes({ target }: Way, { program, build, view }: Facts): { notes: string[]; left: string[] } {
  const isProgram = target.kind === 'program' && program !== undefined;
  const reader = isProgram ? readsArguments(program, view) : undefined;
  const unsure = isProgram ? uncertainty(program, view.modules) : undefined;
  const notes = [
    ...(reader
      ? [
          `${reader} reads process.argv: what you give the entry file goes to it, also in an image (docker run … node /app/start <arguments>)`,
        ]
      : []),
    ...(unsure ? [unsure] : []),
  ];
  return { notes, left: build.kind === 'tsx' && !view.manifest.dependencies.has('tsx') ? [TSX] : [] };
}

const TSX =
  'tsx runs the sources and is among devDependencies, which an image does not have: npm install --save-prod tsx';

function readsArguments({ execution }: Program, { modules }: PackageView): string | undefined {
  return execution.loaded.find((path) => /\bprocess\.argv\b(?!\[1\])/.test(modules.get(path)?.source.text ?? ''));
}
