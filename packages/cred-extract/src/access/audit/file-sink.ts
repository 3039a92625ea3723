import { type FileHandle, open } from 'node:fs/promises';
import type { AuditEvent, AuditSink } from './audit-event.ts';

/** Lines that may wait for a slow disk: some megabytes. */
const MAX_WAITING = 10_000;

interface WaitingLine {
  readonly text: string;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Appends one JSON line for each event, by one write, so that lines of several processes never mix. The file is made for its
 * owner alone (0600), and opened anew for each burst of calls, so that it may be rotated by renaming.
 */
export function fileSink(path: string): AuditSink {
  const waiting: WaitingLine[] = [];
  let isWriting = false;

  async function drain(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) await writeLines(path, waiting);
    isWriting = false;
  }

  return (event: AuditEvent) =>
    new Promise<void>((resolve, reject) => {
      if (waiting.length >= MAX_WAITING) throw new Error('too many audit records wait for the disk');
      waiting.push({ text: `${JSON.stringify(event)}\n`, resolve, reject });
      if (!isWriting) void drain();
    });
}

/** All that wait and come meanwhile. What cannot be written is refused, and the file tried anew for the next event. */
async function writeLines(path: string, waiting: WaitingLine[]): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'a', 0o600);
    for (let line = waiting[0]; line; line = waiting[0]) {
      await writeLine(handle, line.text);
      waiting.shift();
      line.resolve();
    }
  } catch (error) {
    for (const line of waiting.splice(0)) line.reject(error);
  } finally {
    await handle?.close().catch(() => {});
  }
}

async function writeLine(handle: FileHandle, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  const { bytesWritten } = await handle.write(bytes);
  if (bytesWritten === bytes.length) return;
  // So that the next record, if there is room again, begins on a line of its own.
  await handle.write('\n').catch(() => {});
  throw new Error('the disk took only a part of an audit record');
}
