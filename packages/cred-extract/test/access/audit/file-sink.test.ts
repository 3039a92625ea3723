import { mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEvent } from '../../../src/access/audit/audit-event.ts';
import { fileSink } from '../../../src/access/audit/file-sink.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-'));
  file = join(folder, 'audit.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

const event = (tool: string) => ({ tool }) as AuditEvent;
const tools = async (path = file) =>
  (await readFile(path, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).tool);

describe('the file of an audit', () => {
  it('is made for its owner alone, and has one line for each event in their order', async () => {
    const sink = fileSink(file);
    const names = Array.from({ length: 2000 }, (_, index) => `tool-${index}`);
    await Promise.all(names.map((name) => sink(event(name))));
    expect(await tools()).toEqual(names);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('is appended to, and keeps what was there', async () => {
    await writeFile(file, '{"tool":"before"}\n');
    await fileSink(file)(event('after'));
    await fileSink(file)(event('later'));
    expect(await tools()).toEqual(['before', 'after', 'later']);
  });

  it('takes whole lines of several writers at once', async () => {
    const sinks = [fileSink(file), fileSink(file), fileSink(file)];
    const long = 'x'.repeat(3000);
    await Promise.all(Array.from({ length: 600 }, (_, index) => (sinks[index % 3] as (typeof sinks)[0])(event(long))));
    expect(await tools()).toEqual(Array(600).fill(long));
  });

  it('may be renamed away: the next event begins a new one', async () => {
    const sink = fileSink(file);
    await sink(event('old'));
    await rename(file, `${file}.1`);
    await sink(event('new'));
    expect([await tools(`${file}.1`), await tools()]).toEqual([['old'], ['new']]);
  });

  it('refuses every event that it could not take, and takes the next when it can', async () => {
    const sink = fileSink(join(folder, 'missing', 'audit.jsonl'));
    const refused = await Promise.allSettled(Array.from({ length: 10 }, () => sink(event('lost'))));
    expect(refused.map(({ status }) => status)).toEqual(Array(10).fill('rejected'));
    await writeFile(join(folder, 'missing'), '');
    await rm(join(folder, 'missing'));
    const { mkdir } = await import('node:fs/promises');
    await mkdir(join(folder, 'missing'));
    await sink(event('taken'));
    expect(await tools(join(folder, 'missing', 'audit.jsonl'))).toEqual(['taken']);
  });

  it.runIf(process.platform === 'linux')('refuses an event that a full disk does not take', async () => {
    await expect(fileSink('/dev/full')(event('lost'))).rejects.toThrow(/ENOSPC/);
  });

  it('lets no more events wait than fit into memory', async () => {
    const sink = fileSink(file);
    const sent = await Promise.allSettled(Array.from({ length: 12_000 }, () => sink(event('x'))));
    expect(sent.filter(({ status }) => status === 'rejected')).toHaveLength(2000);
    expect(await tools()).toHaveLength(10_000);
  });
});
