import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../corpus/commands.ts';
import { CHOSEN_SERVERS, type ChosenServer } from './chosen-servers.ts';
import { amiss, initDocument } from './document.ts';
import { imageEntry } from './image-entry.ts';
import type { InitMeasurement } from './measure-init.ts';

const [chosen] = CHOSEN_SERVERS as [ChosenServer];
const verified = {
  summary: { ok: true, tools: { total: 3, takingParameter: 3 }, calls: { total: 5, passed: 4 }, failures: [] },
  calls: [],
};
const good: InitMeasurement = {
  chosen,
  report: {
    verdict: 'factory',
    reason: 'make (a.ts:1) makes one',
    entry: null,
    files: [],
    left: ['Dockerfile was kept'],
  },
  entry: { path: 'src/entrypoint.ts', built: 'dist/entrypoint.js' },
  typeErrors: { before: 1, after: 1 },
  changedBySecondRun: [],
  imageStarts: 'dist/entrypoint.js',
  stdio: verified,
  http: verified,
};

describe('the chosen servers', () => {
  it('are ten, each of a kind of its own, and known to start', () => {
    expect(new Set(CHOSEN_SERVERS.map(({ server }) => server.id)).size).toBe(10);
    expect(new Set(CHOSEN_SERVERS.map(({ kind }) => kind)).size).toBe(10);
    expect(CHOSEN_SERVERS.filter(({ server }) => 'notStarted' in server.start)).toEqual([]);
  });
});

describe('the document', () => {
  it('has a row for each server, and what init says of it', () => {
    const text = initDocument([good]);
    expect(text).toContain('1 of 1 pass.');
    expect(text).toContain(
      '| factory | `src/entrypoint.ts` | `dist/entrypoint.js` | 1 → 1 | no change | yes | 3 of 3, 4 of 5 | 3 of 3, 4 of 5 |',
    );
    expect(text).toContain(`- ${chosen.server.id}: make (a.ts:1) makes one. Dockerfile was kept`);
    expect(text).not.toContain('amiss');
  });

  it.each([
    [{ typeErrors: { before: 0, after: 2 } }, '2 new type errors'],
    [{ changedBySecondRun: ['package.json'] }, 'a second run changes package.json'],
    [{ imageStarts: '' }, 'the image would start nothing and not dist/entrypoint.js'],
    [{ stdio: { failure: 'it ended\nat once' } }, 'over stdio it ended at once'],
    [{ http: { ...verified, summary: { ...verified.summary, failures: ['no tool'] } } }, 'over HTTP: no tool'],
  ])('says what is amiss: %j', (change, complaint) => {
    const outcome = { ...good, ...change } as InitMeasurement;
    expect(amiss(outcome)).toEqual([complaint]);
    expect(initDocument([outcome])).toContain(`## What is amiss\n\n- ${chosen.server.id}: ${complaint}`);
    expect(initDocument([outcome])).toContain('0 of 1 pass.');
  });

  it('shows a server that could not be measured, in one line', () => {
    const outcome = { chosen, failure: 'npm install\nfailed' };
    expect(amiss(outcome)).toEqual(['npm install failed']);
    expect(initDocument([outcome])).toContain('| see below |');
  });
});

describe('the file that an image would start', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'image-entry-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const template = readFileSync(join(ROOT, 'templates/Dockerfile'), 'utf8');
  const started = (dockerfile: string, ...files: string[]) => {
    for (const path of ['Dockerfile', ...files])
      writeFileSync(join(folder, path), path === 'Dockerfile' ? dockerfile : '');
    return imageEntry(folder);
  };

  it('is what the commands of the template find, or what it names', async () => {
    expect(await started(template, 'entrypoint.cjs')).toBe('entrypoint.cjs');
    expect(await started(template, 'entrypoint.mjs')).toBe('entrypoint.mjs');
    expect(await started(template.replace('ARG ENTRY=\n', 'ARG ENTRY=other.js\n'), 'other.js')).toBe('other.js');
  });

  it('is none where there is none, and a Dockerfile that does not search is refused', async () => {
    expect(await started(template)).toBe('');
    await expect(started('FROM scratch\n')).rejects.toThrow('searches for no entry file');
  });
});
