import type { WriteStream } from 'node:tty';

/** Where a run reports to: the steps as they happen, and lines as they come. */
export interface Progress {
  /** Runs `work` as one step and tells how long it took. */
  step<T>(label: string, work: () => Promise<T>): Promise<T>;
  line(text?: string): void;
}

/**
 * A terminal shows a step while it runs; a pipe or a log file gets one line when it is done.
 *
 * @param signal once it is aborted no step begins; `step` then throws its reason.
 */
export function createProgress(
  output: Pick<WriteStream, 'write'> & { isTTY?: boolean },
  signal: AbortSignal,
): Progress {
  const line = (text = '') => void output.write(`${text}\n`);
  const begin = (label: string) => output.isTTY && output.write(`… ${label}`);
  const end = (label: string) => line(output.isTTY ? `\r\u001b[K${label}` : label);
  const step = async <T>(label: string, work: () => Promise<T>): Promise<T> => {
    signal.throwIfAborted();
    const began = performance.now();
    const took = () => `(${((performance.now() - began) / 1000).toFixed(1)} s)`;
    begin(label);
    try {
      const result = await work();
      end(`✓ ${label} ${took()}`);
      return result;
    } catch (error) {
      end(`✗ ${label} ${took()}`);
      throw error;
    }
  };
  return { step, line };
}
