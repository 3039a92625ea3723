import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/log/create-log.ts';
import { readLogLevel } from '../../src/log/log-level.ts';
import { plainLine } from '../../src/log/plain-line.ts';
import { redact } from '../../src/log/redact.ts';
import { type LogLine, memoryLog } from '../support/memory-log.ts';

describe('the log', () => {
  it('writes a JSON line with time, level, source and message', () => {
    const lines: LogLine[] = [];
    memoryLog(lines).info('listening', { port: 8000, absent: undefined });
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(lines).toEqual([{ time, level: 'info', source: 'entrypoint', message: 'listening', port: 8000 }]);
  });

  it('gives its fields to the logs made from it', () => {
    const lines: LogLine[] = [];
    const log = memoryLog(lines);
    const child = log.with({ request_id: 'r-1' });
    child.warn('first');
    child.error('second', { status: 500 });
    log.info('third');
    expect(lines).toMatchObject([
      { level: 'warn', request_id: 'r-1' },
      { level: 'error', request_id: 'r-1', status: 500 },
      { level: 'info', message: 'third' },
    ]);
    expect(lines[2]).not.toHaveProperty('request_id');
  });

  it('redacts messages and fields, in the logs made from it too', () => {
    const lines: LogLine[] = [];
    const arn = 'arn:aws:iam::111111111111:role/Admin';
    memoryLog(lines).with({ from: arn }).error(`no ${arn}`, { detail: 'postgres://app:canary@db/accounts' });
    const text = JSON.stringify(lines);
    expect(text).not.toMatch(/Admin|canary/);
    expect(lines[0]).toMatchObject({
      message: 'no [arn]',
      from: '[arn]',
      detail: 'postgres://[credentials]@db/accounts',
    });
  });

  it.each([
    ['debug', ['d', 'i', 'w', 'e']],
    ['info', ['i', 'w', 'e']],
    ['warn', ['w', 'e']],
    ['error', ['e']],
    ['silent', []],
  ])('writes from the level %s upwards', (level, expected) => {
    const lines: LogLine[] = [];
    const log = memoryLog(lines, { LOG_LEVEL: level });
    log.debug('d');
    log.info('i');
    log.warn('w');
    log.error('e');
    expect(lines.map(({ message }) => message)).toEqual(expected);
  });

  it('keeps to its line, whatever the text', () => {
    const written: string[] = [];
    const log = createLog({}, { write: (line) => void written.push(line) });
    log.info('two\nlines %s %o', { tool: 'a\r\n{"level":"error"}' });
    expect(written).toHaveLength(1);
    expect(written[0]?.trimEnd()).not.toMatch(/[\r\n]/);
    expect(JSON.parse(written[0] ?? '')).toMatchObject({ message: 'two\nlines %s %o' });
  });
});

describe('the level of the log', () => {
  it.each([
    [undefined, 'info'],
    ['', 'info'],
    ['DEBUG', 'debug'],
    [' Warning ', 'warn'],
    ['CRITICAL', 'error'],
    ['trace', 'debug'],
    ['silent', 'silent'],
    ['constructor', 'info'],
    ['verbose', 'info'],
  ])('of LOG_LEVEL=%s is %s', (value, level) => {
    expect(readLogLevel(value === undefined ? {} : { LOG_LEVEL: value })).toBe(level);
  });
});

describe('what is redacted', () => {
  it.each([
    ['arn:aws:sts::111111111111:assumed-role/Admin/session', '[arn]'],
    ['key AKIAIOSFODNN7EXAMPLE', 'key [key-id]'],
    ['eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl', '[token]'],
    ['Authorization: Bearer abcdef0123456789', 'Authorization: Bearer [redacted]'],
    ['postgres://app:p@ss@db:5432/x', 'postgres://[credentials]@db:5432/x'],
    ['external_id=abc123, password: hunter2', 'external_id=[redacted], password: [redacted]'],
    ['{"token":"abc"}', '{"token":"[redacted]"}'],
    [`gAAAA${'x'.repeat(30)}`, '[ciphertext]'],
    ['account 111111111111 of tool list-objects', 'account 111111111111 of tool list-objects'],
  ])('%s', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('is cut where it is long, and takes no long time', () => {
    const began = performance.now();
    for (const text of ['a://'.repeat(500_000), 'password='.repeat(200_000), '@'.repeat(1_000_000)]) {
      expect(redact(text).length).toBeLessThan(10_000);
    }
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

describe('a line at a terminal', () => {
  it('is time, level, message and fields', () => {
    const line = JSON.stringify({
      level: 'warn',
      time: '2026-11-20T12:30:45.678Z',
      source: 'entrypoint',
      request_id: 'r-1',
      status: 503,
      message: 'request',
    });
    expect(plainLine(line)).toBe('12:30:45 warn request request_id="r-1" status=503\n');
  });
});
