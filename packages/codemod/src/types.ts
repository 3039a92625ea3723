import type { SourceFile } from 'ts-morph';

/** A file of the project under change, as read from disk. Paths are POSIX and relative to the project root. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** Replaces `text.slice(start, end)`. Offsets are into the original text; edits of one file never overlap. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What an edit of one file needs: splices, and names imported from the library. */
export interface FileEdit {
  readonly path: string;
  readonly edits: readonly TextEdit[];
  readonly imports: readonly LibraryImport[];
}

/** Named exports of `@mcp-multi-account/cred-extract` that rewritten code calls. */
export type LibraryImport =
  | 'accountEnv'
  | 'perAccount'
  | 'targetAccountId'
  | 'UseAccountContext'
  | 'withAccountContext'
  | 'withAccounts'
  | 'withTargetAccountId';

export type SdkGeneration = 'v1' | 'v2';

/** How a tool comes to carry `target_account_id` after the run; an excluded one does not, because somebody chose so. */
export type Coverage = 'source' | 'server' | 'manual' | 'excluded';

/** Where tools get the parameter: in the source where that is provable, nowhere else, or only through `withAccounts`. */
export type Strategy = 'auto' | 'source' | 'server';

/** What a run may be told to leave alone. */
export interface RunItem {
  readonly kind: 'tool' | 'client';
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** Something the codemod did not look into, or did not change, and why. */
export interface SkippedPath {
  readonly path: string;
  readonly reason: string;
}

/**
 * Every way a tool can be found. Closed: a switch over it is exhaustive, and a shape that fits none is `opaque-*`,
 * which leaves the code alone and lets `withAccounts` cover the tool.
 */
export type ToolVerdict =
  | 'raw-shape'
  | 'raw-shape-reference'
  | 'zod-object'
  | 'zod-object-reference'
  | 'no-schema'
  | 'low-level'
  | 'already-done'
  | 'opaque-schema'
  | 'opaque-handler'
  | 'opaque-registration';

/** One line of the tool table, and of `tools` in `--json`. */
export interface ToolReport {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly verdict: ToolVerdict;
  readonly how: Coverage;
  /** Why the tool is not covered in the source; empty where it is, unless it was to be left out. */
  readonly reason: string;
}

export type ClientVerdict =
  | 'construction'
  | 'derived-construction'
  | 'already-done'
  | 'subclass'
  | 'awaits-configuration'
  | 'other-sdk'
  | 'child-process'
  | 'own-signing';

/** One line of the AWS client table, and of `clients` in `--json`. */
export interface ClientReport {
  /** As written: `S3Client`, `DynamoDBDocumentClient`, `aws-sdk`. */
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly verdict: ClientVerdict;
  readonly how: Exclude<Coverage, 'server'>;
  readonly reason: string;
}

export interface FileReport {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** What the pure engine gives back. Only `runner.ts` turns it into writes. */
export interface TransformResult {
  readonly tools: readonly ToolReport[];
  readonly clients: readonly ClientReport[];
  /** Only files whose text changes, package manifests included. */
  readonly files: readonly FileReport[];
}

/** A discovered item together with the edits that cover it; no edits where nothing can be proved. */
export interface Planned<Report> {
  readonly report: Report;
  readonly edits: readonly FileEdit[];
}

/** What discovery and classification may look at. Parsed once; never edited. */
export interface ParsedProject {
  readonly files: readonly SourceFile[];
  /** The project-relative POSIX path of a parsed file. */
  pathOf(file: SourceFile): string;
}
