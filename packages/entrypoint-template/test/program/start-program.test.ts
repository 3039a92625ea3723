import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Program, startProgram } from '../../src/program/start-program.ts';

const streams = [process.stdin, process.stdout];
const started: Program[] = [];

/** A program that answers every request with what `answer` makes of it. */
function programOf(answer: (message: { id: number; method: string }) => object): () => Promise<unknown> {
  return async () => {
    process.stdin.setEncoding('utf8').on('data', (line: string) => {
      const message = JSON.parse(line);
      if (message.id !== undefined)
        process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id: message.id, ...answer(message) })}\n`);
    });
  };
}

async function start(load: () => Promise<unknown>, timeoutMs?: number): Promise<Program> {
  const program = await startProgram(load, timeoutMs);
  started.push(program);
  return program;
}

afterEach(() => {
  for (const { stdio } of started.splice(0)) stdio.restore();
  vi.restoreAllMocks();
  expect([process.stdin, process.stdout]).toEqual(streams);
});

describe('starting a program', () => {
  const initialized = (protocolVersion: string) => programOf(() => ({ result: { protocolVersion, capabilities: {} } }));

  it('is over when it has answered initialize, though its import never ends', async () => {
    const load = initialized('2025-03-26');
    const program = await start(async () => {
      await load();
      await new Promise(() => {});
    });
    expect(program.initializeResult).toEqual({ protocolVersion: '2025-03-26', capabilities: {} });
    expect(program.versions).toEqual(['2024-10-07', '2024-11-05', '2025-03-26']);
  });

  it('takes a version that only the program knows', async () => {
    const { versions } = await start(initialized('2025-12-01'));
    expect(versions.slice(-2)).toEqual(['2025-11-25', '2025-12-01']);
  });

  it('reads messages that are written in pieces, by names that were imported, and by a console used before', async () => {
    const text = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const { write } = process.stdout;
    const program = await start(async () => {
      const { stdin, stdout } = await import('node:process');
      stdin.unref().on('data', (chunk) => {
        const { id } = JSON.parse(String(chunk));
        if (id === undefined) return;
        stdout.write('Ready? ');
        const bytes = Buffer.from(
          `{"jsonrpc":"2.0","id":${id},"result":{"protocolVersion":"2025-11-25","instructions":"é"}}\n`,
        );
        for (const byte of bytes) stdout.write(Buffer.of(byte));
      });
    });
    expect(program.initializeResult.instructions).toBe('é');
    expect(text).toHaveBeenCalledWith('Ready? ');
    expect(streams[1]?.write).not.toBe(write);
  });

  it.each([
    [async () => undefined, 'did not answer initialize within 0.05 seconds'],
    [programOf(() => ({ result: null })), 'without a protocol version'],
    [programOf(() => ({ error: { code: -32603, message: 'no table tenants' } })), 'an error: no table tenants'],
    [() => Promise.reject(new Error('no such module')), 'no such module'],
  ])('fails when it does not answer, answers with an error, or cannot be imported', async (load, message) => {
    await expect(start(load, 50)).rejects.toThrow(message);
  });

  it('fails when it throws at once', async () => {
    const load = () => {
      throw new Error('thrown');
    };
    await expect(start(load)).rejects.toThrow('thrown');
  });
});
