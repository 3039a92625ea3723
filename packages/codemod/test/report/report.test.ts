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
  const text = summaryText(RESULT, { dryRun: false, color: false, next: ['git diff', 'npm install'] });

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

  it('ends with the commands that come next', () => {
    expect(text).toMatch(/\n\nNext:\n {2}git diff\n {2}npm install\n$/);
    expect(summaryText(RESULT, { dryRun: false, color: false, next: [] })).not.toContain('Next:');
  });

  it('says where a person finds what is left, and what was not looked into', () => {
    expect(text).toContain(
      '1 item left to do by hand: see "manual" above and "@mcp-multi-account TODO" in the source.',
    );
    const skipped = [{ path: 'dist/', reason: 'build output' }];
    const skipping = summaryText({ ...RESULT, skipped }, { dryRun: true, color: false, next: [] });
    expect(skipping).toContain('Not changed:\n  dist/  build output\n');
    expect(text).not.toContain('Not changed:');
  });

  it('counts what was left out only where something was', () => {
    expect(text).not.toContain('excluded');
    const [list] = RESULT.tools;
    if (!list) throw new Error('fixture');
    const tools = [{ ...list, how: 'excluded' as const, reason: 'declined' }];
    const leaving = summaryText({ ...RESULT, tools }, { dryRun: false, color: false, next: [] });
    expect(leaving).toContain('1 tool: 0 in the source, 0 by withAccounts, 0 manual, 1 excluded');
  });

  it('has no colour unless asked for', () => {
    expect(text).not.toContain('\u001B');
    expect(summaryText(RESULT, { dryRun: false, color: true, next: [] })).toContain('\u001B[1m');
  });

  it('of a dry run speaks of what would change', () => {
    const dry = summaryText(RESULT, { dryRun: true, color: false, next: [] });
    expect(dry).toContain('2 files would change: +4 -2');
    expect(dry).not.toContain('TODO');
  });

  it('of a run without changes says so and asks for nothing', () => {
    const same = summaryText({ ...RESULT, files: [] }, { dryRun: false, color: false, next: [] });
    expect(same).toContain('Nothing to change.');
    expect(same).not.toContain('Next:');
  });
});
