/** What the process ends with. */
export const EXIT = {
  done: 0,
  /** The command ran, and found something to correct. */
  problems: 1,
  /** The command did not run: a wrong argument, a wrong setting, no such account, or a service out of reach. */
  refused: 2,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
