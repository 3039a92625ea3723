import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** Calls `onLine` with each line, also the last one without an end. Unlike node:readline, only a line feed ends one. */
export function splitLines(stream: Readable, onLine: (line: string) => void): void {
  const decoder = new StringDecoder('utf8');
  let parts: string[] = [];
  stream.on('data', (chunk: Buffer) => {
    const pieces = decoder.write(chunk).split('\n');
    const rest = pieces.pop() ?? '';
    for (const piece of pieces) {
      onLine(parts.join('') + piece);
      parts = [];
    }
    // Pieces of a long line are joined once: a listing of megabytes arrives in many chunks.
    parts.push(rest);
  });
  stream.on('end', () => {
    const rest = parts.join('') + decoder.end();
    if (rest !== '') onLine(rest);
  });
}
