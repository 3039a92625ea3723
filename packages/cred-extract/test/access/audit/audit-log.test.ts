import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AuditEvent } from '../../../src/access/audit/audit-event.ts';
import { createAuditLog } from '../../../src/access/audit/audit-log.ts';
import { AuditUnavailableError, ConfigurationError } from '../../../src/index.ts';

const event = { tool: 'x' } as AuditEvent;
let logged = '';
beforeEach(() => {
  logged = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk, ...rest) => {
    logged += chunk;
    const done = rest.at(-1);
    if (typeof done === 'function') (done as () => void)();
    return true;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('where the audit goes', () => {
  it('is nowhere unless somebody says so', () => {
    expect(createAuditLog({}, {})).toBeUndefined();
    expect(createAuditLog({}, { ACCOUNT_AUDIT: '', ACCOUNT_AUDIT_REQUIRED: 'false' })).toBeUndefined();
  });

  it('is a function, stderr or a file', async () => {
    const events: AuditEvent[] = [];
    await createAuditLog({ audit: (one) => void events.push(one) }, {})?.write(event, false);
    expect(events).toEqual([event]);
    const log = createAuditLog({}, { ACCOUNT_AUDIT: 'stderr' });
    await log?.write(event, false);
    await log?.close();
    expect(logged).toBe('{"tool":"x"}\n');
    const folder = await mkdtemp(join(tmpdir(), 'audit-'));
    for (const prefix of ['file:', 'file://']) {
      const file = createAuditLog({}, { ACCOUNT_AUDIT: `${prefix}${folder}/a.jsonl` });
      await file?.write(event, false);
      await file?.close();
    }
    expect(await readFile(join(folder, 'a.jsonl'), 'utf8')).toBe('{"tool":"x"}\n{"tool":"x"}\n');
    await rm(folder, { recursive: true });
  });

  it.each([
    [{}, { ACCOUNT_AUDIT: 'stdout' }],
    [{}, { ACCOUNT_AUDIT: 'file:' }],
    [{}, { ACCOUNT_AUDIT: 'file://host/path' }],
    [{}, { ACCOUNT_AUDIT: '/var/log/audit' }],
    [{}, { ACCOUNT_AUDIT_REQUIRED: 'true' }],
    [{}, { ACCOUNT_AUDIT_INTENT: '1' }],
    [{}, { ACCOUNT_AUDIT: 'stderr', ACCOUNT_AUDIT_REQUIRED: 'yes please' }],
    [{ audit: () => {} }, { ACCOUNT_AUDIT: 'stderr' }],
    [{ audit: 'stderr' as never }, {}],
    [{ auditRequired: true }, {}],
    [{ audit: () => {}, auditRequired: 'true' as never }, {}],
  ])('is not guessed from %j and %j', (config, env) => {
    expect(() => createAuditLog(config, env)).toThrow(ConfigurationError);
  });
});

describe('a sink that fails', () => {
  const broken = async () => Promise.reject(new Error('disk of arn:aws:iam::1:role/x is full'));

  it('is told of on stderr, once a minute, and holds nobody up', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 });
    const log = createAuditLog({ audit: broken }, {});
    for (let count = 0; count < 100; count += 1) await log?.write(event, true);
    await log?.close();
    expect(logged.trim().split('\n')).toHaveLength(1);
    expect(logged).toMatch(/Audit records cannot be written/);
    expect(logged).not.toContain('arn:');
    vi.setSystemTime(Date.now() + 61_000);
    await log?.write(event, true);
    await log?.close();
    expect(logged.trim().split('\n')).toHaveLength(2);
  });

  it('is a typed error where records are required, which says whether the tool has run', async () => {
    const log = createAuditLog({ audit: broken, auditRequired: true }, {});
    await expect(log?.write(event, false)).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE', retryable: true });
    const error = await log?.write(event, true).catch((failure) => failure);
    expect(error).toBeInstanceOf(AuditUnavailableError);
    expect(error).toMatchObject({ retryable: false, message: expect.stringContaining('has run') });
    expect(error.message).not.toContain('disk');
  });

  it('is also one that throws, and one that never answers', async () => {
    const thrower = () => {
      throw new Error('no');
    };
    await expect(createAuditLog({ audit: thrower, auditRequired: true }, {})?.write(event, true)).rejects.toThrow(
      AuditUnavailableError,
    );
    vi.useFakeTimers();
    const silent = createAuditLog({ audit: () => new Promise<void>(() => {}), auditRequired: true }, {});
    const written = expect(silent?.write(event, true)).rejects.toThrow(AuditUnavailableError);
    await vi.advanceTimersByTimeAsync(10_001);
    await written;
  });
});
