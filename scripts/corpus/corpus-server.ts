/** A public server to try the product on, as it stands in its repository at `commit`. Facts only: none of its code. */
export interface CorpusServer {
  readonly id: string;
  /** `owner/name` on GitHub. */
  readonly repository: string;
  readonly commit: string;
  /** The folder of the package; default the root of the repository. */
  readonly folder?: string;
  /** What the codemod is pointed at, inside `folder`; default all of it. */
  readonly path?: string;
  /** Tools that the source shows, counted by a person. */
  readonly tools: number;
  readonly counted: string;
  /** Where `shared/corpus/development.json` counts otherwise, and why. */
  readonly disagreement?: { readonly corpus: number; readonly why: string };
  /** How it reaches AWS; absent where it does not. */
  readonly aws?: 'SDK v3' | 'SDK v2' | 'CLI' | 'own signing';
  /** Packages it takes from its own workspace, by their published versions; or why it cannot be installed. */
  readonly packages?: Readonly<Record<string, string>>;
  readonly notInstalled?: string;
  /** Why its types are not checked although it has some. */
  readonly notTypeChecked?: string;
  readonly start: Start | { readonly notStarted: string };
}

/** How a server starts in its package's folder. `node` is the Node that runs this script. */
export interface Start {
  readonly command: readonly string[];
  /** Commands to run before, such as a build; again with `node`. */
  readonly prepare?: readonly (readonly string[])[];
  /** What it needs to start: no secrets, and what only looks like one is made up. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where a server listens that does not speak over stdio. */
  readonly url?: string;
  /** A read-only call that reaches AWS: each of its requests must be signed by the account that was asked for. */
  readonly call?: { readonly tool: string; readonly arguments: Readonly<Record<string, unknown>> };
}
