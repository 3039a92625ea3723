import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lastOutcomes, saveOutcome } from './saved-outcomes.ts';
import { complete } from './test-support.ts';

describe('saved outcomes', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'corpus-test-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const { server } = complete;
  const other = { ...server, id: 'other' };

  it('come back in the order of the servers, the last of each', async () => {
    await saveOutcome(folder, { server, failure: 'no' });
    await saveOutcome(folder, { server: other, failure: 'npm install failed' });
    await saveOutcome(folder, complete);
    expect(await lastOutcomes(folder, [other, server])).toEqual([
      { server: other, failure: 'npm install failed' },
      complete,
    ]);
  });

  it('leave out what was never measured', async () => {
    expect(await lastOutcomes(folder, [server])).toEqual([]);
    await saveOutcome(folder, complete);
    expect(await lastOutcomes(folder, [other, server])).toEqual([complete]);
  });

  it('belong to the server as it is described now', async () => {
    await saveOutcome(folder, complete);
    const recounted = { ...server, tools: 3 };
    expect(await lastOutcomes(folder, [recounted])).toEqual([{ ...complete, server: recounted }]);
  });

  it('are not guessed from a broken file', async () => {
    await saveOutcome(folder, complete);
    await writeFile(join(folder, '.outcomes', `${server.id}.json`), '{');
    await expect(lastOutcomes(folder, [server])).rejects.toThrow(SyntaxError);
  });
});
