import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeAccountId, parseAccountTarget } from '../../src/accounts/parse-target.ts';
import { resolveAccount } from '../../src/accounts/resolve-account.ts';
import { AccountNotFoundError, InvalidAccountIdError, isCredentialExtractionError } from '../../src/errors.ts';
import { hostileRuns } from './hostile-runs.ts';
import { hostileTarget, hostileText, pollution } from './hostile-values.ts';

/** Milliseconds for one target. Microseconds are usual; this catches what grows with the square of a length. */
const BOUND_MS = 500;

const targetOrError = (value: unknown) => {
  try {
    return parseAccountTarget(value);
  } catch (error) {
    return error;
  }
};

describe('a hostile target', () => {
  it('is an ASCII account ID, a plain alias, or InvalidAccountIdError, in bounded time', () => {
    fc.assert(
      fc.property(hostileTarget, (value) => {
        const started = performance.now();
        const outcome = targetOrError(value);
        expect(performance.now() - started).toBeLessThan(BOUND_MS);
        if (outcome instanceof InvalidAccountIdError) return;
        const target = outcome as ReturnType<typeof parseAccountTarget>;
        if (target.kind === 'account-id') {
          expect(target.accountId).toMatch(/^[0-9]{12}$/);
          expect(target.accountId).toBe((value as string).trim());
          return;
        }
        expect(target.alias.length).toBeLessThanOrEqual(128);
        // Nothing that quotes, breaks a line, hides, or turns the direction of text.
        expect(target.alias).not.toMatch(/['"`;<>(){}[\]\\$%&|*?!#^~\p{C}\p{Zl}\p{Zp}]|--/u);
        expect(target.alias).not.toMatch(/^\p{Nd}+$/u);
      }),
      hostileRuns('parse'),
    );
    expect(pollution()).toEqual([]);
  });

  it('never finds an account whose ID only looks the same', async () => {
    const asked: string[] = [];
    const source = {
      find: async (target: ReturnType<typeof parseAccountTarget>) => {
        asked.push(target.kind);
        // A source that ignores what it is asked for.
        return [{ account_id: '111111111111', auth_type: 'iam_role' as const, alias: 'prod' }];
      },
    };
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        fc.pre(text.trim() !== '111111111111');
        const outcome = await resolveAccount(source, text).catch((error: unknown) => error);
        if (isCredentialExtractionError(outcome)) {
          expect([AccountNotFoundError, InvalidAccountIdError]).toContain(outcome.constructor);
          expect(outcome.message.length).toBeLessThan(600);
          expect(outcome.message).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        } else {
          // Only a name was passed on, never something that is a number to a reader.
          expect(asked.at(-1)).toBe('alias');
          expect(text.trim()).not.toMatch(/^\p{Nd}+$/u);
        }
      }),
      hostileRuns('handler'),
    );
  });

  it.each(['1234567890I2', '12345678901O', '1234 5678 9012', '1234-5678-9012', '１２３４５６７８９０１２a'])(
    'such as %j is taken for a mistyped account ID, where nobody has that name',
    async (text) => {
      expect(looksLikeAccountId(text)).toBe(true);
      await expect(resolveAccount({ find: async () => [] }, text)).rejects.toThrow(InvalidAccountIdError);
    },
  );
});
