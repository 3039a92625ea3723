import type { ClientReport, FileReport, ToolReport, TransformResult } from '../types.ts';

/** A tool or a client, with the changes that are its alone. */
export interface Item<Report> {
  readonly report: Report;
  readonly changes: readonly FileReport[];
}

/** Where the changes on the page stand. */
export type ReportState =
  /** Nothing was written yet; `command` does it. */
  | { readonly kind: 'planned'; readonly command: string }
  /** They were made since `commit`; `editedSince` names the files that are not as the codemod leaves them. */
  | { readonly kind: 'made'; readonly commit: string; readonly editedSince: readonly string[] }
  /** There is nothing to compare with, or nothing changed. */
  | { readonly kind: 'none'; readonly why: string };

/** All that the page shows. */
export interface ReportPage {
  /** The project, as its reader calls it. */
  readonly title: string;
  readonly state: ReportState;
  readonly tools: readonly Item<ToolReport>[];
  readonly clients: readonly Item<ClientReport>[];
  readonly files: TransformResult['files'];
  /** Of the codemod that made the page. */
  readonly version: string;
}
