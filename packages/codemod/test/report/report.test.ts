import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { colorDiff } from '../../src/report/color-diff.ts';
import { lineCounts, unifiedDiff } from '../../src/report/diff.ts';
import { hasManualWork, jsonReport } from '../../src/report/json.ts';
import { summaryText } from '../../src/report/summary.ts';
import type { TransformResult } from '../../src/types.ts';

const FILE = { path: 'src/a.ts', before: 'one\ntwo\nthree\n', after: 'one\nTWO\nthree\nfour\n' };
const RESULT: TransformResult = {
  tools: [
    { name: 'list', file: 'src/a.ts', line: 3, verdict: 'raw-shape', how: 'source', reason: '' },
    {
      name: 'a-longer-name',
      file: 'src/a.ts',
      line: 30,
      verdict: 'opaque-schema',
      how: 'server',
      reason: 'make() is unknown',
    },
    { name: 'x', file: 'b.ts', line: 1, verdict: 'opaque-registration', how: 'manual', reason: 'no server' },
  ],
  clients: [{ name: 'S3Client', file: 'src/a.ts', line: 9, verdict: 'construction', how: 'source', reason: '' }],
  files: [FILE, { path: 'packages/p/package.json', before: '{}\n', after: '{\n}\n' }],
};

describe('the diff', () => {
  it('is one that patch applies', () => {
    const folder = mkdtempSync(join(tmpdir(), 'diff-'));
    writeFileSync(join(folder, 'a.ts'), FILE.before);
    const patch = unifiedDiff([{ ...FILE, path: 'a.ts' }]);
    execFileSync('git', ['apply', '-'], { cwd: folder, input: patch });
    expect(readFileSync(join(folder, 'a.ts'), 'utf8')).toBe(FILE.after);
    rmSync(folder, { recursive: true });
  });

  it('keeps CRLF and a missing newline at the end apart from LF and a present one', () => {
    expect(unifiedDiff([{ path: 'a', before: 'a\r\nb', after: 'a\r\nc' }])).toContain(
      '-b\n\\ No newline at end of file\n+c',
    );
  });

  it('counts lines that begin with a sign of their own', () => {
    expect(lineCounts({ path: 'a', before: '--i;\n', after: '++i;\n+1\n' })).toEqual({
      path: 'a',
      added: 2,
      removed: 1,
    });
  });

  it('in colour is the same text', () => {
    const diff = unifiedDiff([FILE]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is removed
    expect(colorDiff(diff).replace(/\u001B\[\d+m/g, '')).toBe(diff);
    expect(colorDiff(diff)).not.toBe(diff);
  });
});

describe('the JSON report', () => {
  it('counts how tools and clients are covered', () => {
    expect(jsonReport(RESULT).summary).toEqual({
      tools: { total: 3, source: 1, server: 1, manual: 1, excluded: 0 },
      clients: { total: 1, source: 1, manual: 0, excluded: 0 },
      files: { changed: 2, added: 4, removed: 2 },
    });
  });

  it('knows manual work among tools and among clients', () => {
    const [list] = RESULT.tools;
    const [client] = RESULT.clients;
    if (!list || !client) throw new Error('fixture');
    expect(hasManualWork({ ...RESULT, tools: [list] })).toBe(false);
    expect(hasManualWork({ ...RESULT, tools: [list], clients: [{ ...client, how: 'manual' }] })).toBe(true);
    expect(hasManualWork(RESULT)).toBe(true);
  });
});

describe('the summary', () => {
  const text = summaryText(RESULT, { path: 'my server', dryRun: false, color: false });

  it('lists every tool and client in aligned columns', () => {
    const lines = text.split('\n');
    const columns = lines
      .filter((line) => /raw-shape|opaque/.test(line))
      .map((line) => line.search(/raw-shape|opaque/));
    expect(columns).toHaveLength(3);
    expect(new Set(columns).size).toBe(1);
    expect(text).toContain('S3Client  src/a.ts:9  construction  source');
    expect(text).toContain('make() is unknown');
  });

  it('ends with the commands that come next, for the package that changed', () => {
    expect(text).toContain('npm install --prefix "my server/packages/p"');
    expect(text).toContain('git diff "my server"');
  });

  it('has no colour unless asked for', () => {
    expect(text).not.toContain('\u001B');
    expect(summaryText(RESULT, { path: '.', dryRun: false, color: true })).toContain('\u001B[1m');
  });

  it('of a dry run speaks of what would change, and how to do it', () => {
    const dry = summaryText(RESULT, { path: '.', dryRun: true, color: false });
    expect(dry).toContain('2 files would change: +4 -2');
    expect(dry).toContain('mcp-multi-account run .');
    expect(dry).not.toContain('npm install');
  });

  it('of a run without changes says so and asks for nothing', () => {
    const same = summaryText({ ...RESULT, files: [] }, { path: '.', dryRun: false, color: false });
    expect(same).toContain('Nothing to change.');
    expect(same).not.toContain('Next:');
  });
});
