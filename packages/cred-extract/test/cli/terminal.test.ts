import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { confirm } from '../../src/cli/confirm.ts';
import type { ProcessIo } from '../../src/cli/process-io.ts';
import { barLine, progressBar } from '../../src/cli/progress.ts';
import { readSecret } from '../../src/cli/secret-input.ts';
import { formatTable, printable } from '../../src/cli/table.ts';

/** Somebody at a terminal, who types `keys` once he is asked. */
function terminal(keys: string, isTTY = true): { io: ProcessIo; shown: () => Promise<string> } {
  const stdin = Object.assign(new PassThrough(), { isTTY });
  const stderr = Object.assign(new PassThrough(), { isTTY });
  stderr.once('data', () => stdin.write(keys));
  const io = { env: {}, stdin, stdout: new PassThrough(), stderr } as unknown as ProcessIo;
  const shown = () => {
    stderr.end();
    return text(stderr);
  };
  return { io, shown };
}

describe('readSecret at a terminal', () => {
  it('takes a line, with corrections, and shows nothing of it', async () => {
    const { io, shown } = terminal('hunter3\u007F2\r');
    let seen = '';
    io.stderr.on('data', (chunk) => {
      seen += chunk;
    });
    expect(await readSecret('Secret access key', undefined, io)).toBe('hunter2');
    expect(seen + (await shown())).toBe('Secret access key (is not shown): \n');
  });

  it.each([
    ['Ctrl+C', '\u0003', 'Nothing was changed.'],
    ['Ctrl+D', '\u0004', 'Secret access key is missing.'],
    ['Enter', '\r', 'Secret access key is missing.'],
  ])('is refused after %s', async (_key, keys, message) => {
    const { io } = terminal(keys);
    io.stderr.resume();
    await expect(readSecret('Secret access key', undefined, io)).rejects.toThrow(message);
  });
});

describe('confirm', () => {
  it('takes only a clear yes', async () => {
    const yes = terminal('Yes\n');
    yes.io.stderr.resume();
    await expect(confirm('Sure?', yes.io)).resolves.toBeUndefined();
    for (const keys of ['no\n', 'yes?\n', '\n', 'yy\n']) {
      const { io } = terminal(keys);
      io.stderr.resume();
      await expect(confirm('Sure?', io)).rejects.toThrow('Nothing was changed.');
    }
  });
});

describe('progressBar', () => {
  it('draws on a terminal, not more often than ten times a second, and always the end', async () => {
    const stream = Object.assign(new PassThrough(), { isTTY: true });
    const bar = progressBar(stream as unknown as NodeJS.WriteStream, 'Verifying');
    for (let done = 1; done <= 1_000; done += 1) bar.show({ done, total: 1_000 });
    bar.clear();
    stream.end();
    const drawn = (await text(stream)).split('\r\u001B[K').filter((line) => line !== '');
    expect(drawn.length).toBeLessThan(20);
    expect(drawn.at(-1)).toBe(`Verifying [${'#'.repeat(30)}] 1000 of 1000`);
  });

  it('writes nothing to a file or a pipe', async () => {
    const stream = new PassThrough();
    const bar = progressBar(stream as unknown as NodeJS.WriteStream, 'Verifying');
    bar.show({ done: 1, total: 1 });
    bar.clear();
    stream.end();
    expect(await text(stream)).toBe('');
  });

  it('is full, where there is nothing to do', () => {
    expect(barLine('x', 0, 0)).toBe(`x [${'#'.repeat(30)}] 0 of 0`);
    expect(barLine('x', 1, 3)).toBe(`x [${'#'.repeat(10)}${'.'.repeat(20)}] 1 of 3`);
  });
});

describe('formatTable', () => {
  it('aligns columns and leaves no spaces at the end of a line', () => {
    expect(
      formatTable(
        ['A', 'LONG', ''],
        [
          ['xxx', 'y', ''],
          ['z', '', 'prose'],
        ],
      ),
    ).toBe('A    LONG\nxxx  y\nz          prose\n');
  });

  it('takes a hundred thousand rows', () => {
    expect(
      formatTable(
        ['A'],
        Array.from({ length: 100_000 }, () => ['x']),
      ).length,
    ).toBe(200_002);
  });

  it('keeps what moves a cursor or hides text out of a terminal', () => {
    expect(printable('a\u001B[2J\r \n \u0007\u202E\u200B\u2028é 中')).toBe('a\uFFFD[2J \uFFFD\uFFFD\uFFFD\uFFFDé 中');
  });
});
