import type { SourceText } from '../types.ts';

/**
 * How a server is made, which decides what its entry file says. Closed: a switch over it is exhaustive. The last five write
 * nothing and say what to change.
 */
export type InitVerdict =
  /** An exported function that makes a server: called for every request. */
  | 'factory'
  /** A file that starts a server when it is imported. */
  | 'program'
  /** The same in the words of a framework with a server of its own. */
  | 'framework'
  /** A file that starts only as the file that Node was given. */
  | 'main-module'
  /** An exported function that starts a server. */
  | 'exported-main'
  /** An exported server that exists once. */
  | 'exported-server'
  /** A file of the package calls the entry point already. */
  | 'already-served'
  | 'serves-http'
  | 'other-runtime'
  | 'main-not-exported'
  | 'not-built'
  | 'no-start';

/** What the entry file imports, and what it does with it. */
export type EntryTarget =
  | { readonly kind: 'factory'; readonly file: string; readonly name: string; readonly takesArguments: boolean }
  | { readonly kind: 'program'; readonly file: string; readonly check: 'argument' | 'require.main' | undefined }
  | { readonly kind: 'function'; readonly file: string; readonly name: string }
  | { readonly kind: 'server'; readonly file: string; readonly name: string; readonly transport: string };

/** What a program has to be told before it is imported. */
export interface EntrySettings {
  readonly environment: { readonly name: string; readonly value: string } | undefined;
  readonly args: readonly string[];
}

export interface Way {
  readonly verdict: InitVerdict;
  readonly reason: string;
  readonly target: EntryTarget;
  readonly settings: EntrySettings;
}

/** What stands against an entry file. */
export interface Refused {
  readonly verdict: InitVerdict;
  /** With the change to make. */
  readonly reason: string;
}

/** One file that init looks after. */
export interface InitFile {
  readonly path: string;
  /**
   * `kept`: somebody's own, and different; `replaced`: the same with `--force`. `changed` is package.json, where only lines
   * are added.
   */
  readonly action: 'created' | 'changed' | 'unchanged' | 'kept' | 'replaced';
  readonly before: string | undefined;
  readonly after: string;
  /** How a kept file differs from what would have been written. */
  readonly difference: string;
}

export interface InitPlan {
  readonly verdict: InitVerdict;
  readonly reason: string;
  /** Undefined where nothing can be written. */
  readonly entry: { readonly path: string; readonly built: string } | undefined;
  readonly files: readonly InitFile[];
  /** What a person has to do, with the exact change. */
  readonly left: readonly string[];
  /** What a person should know. */
  readonly notes: readonly string[];
}

/** The files that go into every image, as they ship with this package. */
export interface Templates {
  readonly dockerfile: string;
  readonly dockerignore: string;
}

/** What is on disk under a name that init writes. */
export type ExistingFiles = ReadonlyMap<string, SourceText['text']>;
