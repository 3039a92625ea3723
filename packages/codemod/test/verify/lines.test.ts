import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { splitLines } from '../../src/verify/lines.ts';

async function linesOf(...chunks: Array<string | Buffer>): Promise<string[]> {
  const stream = new PassThrough();
  const lines: string[] = [];
  splitLines(stream, (line) => lines.push(line));
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  await new Promise((done) => stream.once('close', done));
  return lines;
}

it('gives each line once, however it arrives, and the last one without an end', async () => {
  expect(await linesOf('a\nb', 'b\n\nc')).toEqual(['a', 'bb', '', 'c']);
  expect(await linesOf('a\n')).toEqual(['a']);
  expect(await linesOf()).toEqual([]);
});

it('keeps characters together that arrive in two chunks', async () => {
  const bytes = Buffer.from('é€\n');
  expect(await linesOf(bytes.subarray(0, 1), bytes.subarray(1, 4), bytes.subarray(4))).toEqual(['é€']);
});

it('does not end a line where JSON does not', async () => {
  expect(await linesOf('{"text":"a\u2028b\rc"}\n')).toEqual(['{"text":"a\u2028b\rc"}']);
});
