import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssumeRoleError, isCredentialExtractionError } from '../../src/errors.ts';
import { redact } from '../../src/redact.ts';
import { cpuMsOf } from '../support/cpu-time.ts';
import { hostileRuns } from './hostile-runs.ts';
import { hostileText } from './hostile-values.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

describe('redaction of hostile messages', () => {
  it.each([
    'a.',
    'a-',
    'aws:',
    'x://',
    'x://a',
    'password',
    'password ',
    'token = ',
    'gAAAA',
    'eyJ-',
    'gcm1.a',
    'kms1.',
    'AKIA',
    'arn:aws:',
  ])('takes milliseconds for 100,000 times %j', (unit) => {
    const took = cpuMsOf(() => {
      redact(unit.repeat(100_000));
      redact(`${unit.repeat(100_000)}@`);
    });
    expect(took).toBeLessThan(1_000);
  });

  it.each(['simple', 'with/slash', 'with@at', 'with:colon', 'with#hash?and=query'])(
    'hides the URL password %j',
    (password) => {
      const message = redact(`connect to postgres://mcp:${password}@db.internal:5432/accounts failed for a@b.example`);
      expect(message).not.toContain(password);
      expect(message).toContain('db.internal:5432/accounts failed');
    },
  );

  it('hides a labelled secret, an ARN and a key ID inside whatever surrounds them', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (before, after) => {
        const ends = /^[\s"',;)]/.test(after) ? after : ` ${after}`;
        const message = redact(
          `${before} secret=${SECRET}${ends} arn:aws:iam::111111111111:role/Canary AKIAIOSFODNN7CANARY`,
        );
        expect(message).not.toMatch(/wJalrX|role\/Canary|AKIAIOSFODNN7CANARY/);
      }),
      hostileRuns('redaction'),
    );
  });

  it('bounds the message, stack and causes of what is kept for the log', () => {
    fc.assert(
      fc.property(hostileText, fc.nat(6), (text, depth) => {
        let cause: unknown = text;
        for (let level = 0; level < depth; level += 1) cause = new Error(text.repeat(3), { cause });
        const error = new AssumeRoleError('111111111111', 'x', { cause });
        let levels = 0;
        for (let at: unknown = error.cause; at instanceof Error; at = at.cause) {
          levels += 1;
          expect(at.message.length).toBeLessThan(3_000);
          expect((at.stack ?? '').length).toBeLessThan(10_000);
        }
        expect(levels).toBeLessThanOrEqual(6);
      }),
      { numRuns: 200 },
    );
  });

  it('survives causes that point at themselves, throw when they are read, or are no errors', () => {
    const loop = new Error('loop');
    loop.cause = loop;
    const trap = new Proxy(new Error('trap'), {
      get: () => {
        throw new Error('do not read me');
      },
    });
    const silent = {
      toString: () => {
        throw new Error('no text');
      },
    };
    for (const cause of [loop, trap, silent, Object.create(null), Symbol('s'), 1n, () => {}]) {
      expect(isCredentialExtractionError(new AssumeRoleError('111111111111', 'x', { cause }))).toBe(true);
    }
  });
});
