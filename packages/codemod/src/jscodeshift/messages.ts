import type { JscodeshiftFile } from './transform-file.ts';

export interface WorkerQuestion {
  readonly id: number;
  readonly file: JscodeshiftFile;
}

export interface WorkerAnswer {
  readonly id: number;
  /** Absent where the file has nothing for the codemod. */
  readonly text?: string;
  readonly messages: readonly string[];
  /** Present where the file was refused. */
  readonly error?: string;
}
