import type { Environment } from '../environment.ts';

/** What commands use of the process. */
export interface ProcessIo {
  readonly env: Environment;
  readonly stdin: NodeJS.ReadStream;
  /** Answers, and nothing else. */
  readonly stdout: NodeJS.WriteStream;
  /** Questions, progress and what went wrong. */
  readonly stderr: NodeJS.WriteStream;
}
