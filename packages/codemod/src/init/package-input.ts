import type { ModuleResolution } from '../project/resolve-module.ts';
import type { SourceText } from '../types.ts';
import type { Compiler } from './build/compiler.ts';
import type { PackageView } from './decide.ts';
import type { ExistingFiles, Templates } from './types.ts';

export interface PackageInput {
  /** Sources and manifests, relative to the package; its own manifest is `package.json`. */
  readonly files: readonly SourceText[];
  readonly resolution: ModuleResolution;
  readonly compilers: readonly Compiler[];
  readonly existing: ExistingFiles;
  readonly templates: Templates;
  /** The file that a person has named. */
  readonly program?: string;
  /** Default false: files of somebody's own that differ are kept. */
  readonly force?: boolean;
}

/** A package as it was given, and as it is understood. */
export interface PackageContext {
  readonly view: PackageView;
  readonly input: PackageInput;
  /** Without READMEs. */
  readonly files: readonly SourceText[];
}
