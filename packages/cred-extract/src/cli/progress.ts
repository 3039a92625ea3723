/** A progress bar that overwrites itself, for people only: nothing on a stream that is no terminal. */
export interface Progress {
  show(progress: { readonly done: number; readonly total: number }): void;
  clear(): void;
}

const WIDTH = 30;
/** Milliseconds between two drawings. */
const INTERVAL = 100;

export function progressBar(stream: NodeJS.WriteStream, title: string): Progress {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  let drawnAt = 0;
  return {
    show: ({ done, total }) => {
      const now = performance.now();
      if (now - drawnAt < INTERVAL && done < total) return;
      drawnAt = now;
      stream.write(`\r\u001B[K${barLine(title, done, total)}`);
    },
    clear: () => {
      stream.write('\r\u001B[K');
    },
  };
}

export function barLine(title: string, done: number, total: number): string {
  const filled = total === 0 ? WIDTH : Math.floor((WIDTH * done) / total);
  return `${title} [${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${done} of ${total}`;
}
