import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AssumeRoleError } from '../../src/errors.ts';
import { createAccounts, currentAccount, withAccountContext } from '../../src/index.ts';
import { logAccountError } from '../../src/mcp/log-error.ts';
import { type LocalAws, startLocalAws } from '../../src/testing/index.ts';
import { hostileRuns } from './hostile-runs.ts';
import { hostileJson, hostileTarget, hostileText, pollution } from './hostile-values.ts';

const TARGET = '111111111111';
const SERVER = '999999999999';
/** Bytes of one log line, whatever the target: a model must not fill a disk. */
const LOG_BOUND = 8_192;

let aws: LocalAws;
let logged: string[] = [];

beforeAll(async () => {
  aws = await startLocalAws({ accounts: [{ accountId: TARGET, roles: [{ name: 'Mcp' }] }, { accountId: SERVER }] });
  for (const [name, value] of Object.entries(aws.env(SERVER))) vi.stubEnv(name, value);
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    logged.push(String(chunk));
    return true;
  });
});
afterAll(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await aws.close();
});

const accounts = createAccounts({
  source: {
    find: async (target) =>
      target.kind === 'account-id' && target.accountId === TARGET
        ? [{ account_id: TARGET, auth_type: 'iam_role', role_arn: `arn:aws:iam::${TARGET}:role/Mcp` }]
        : [],
  },
});

/** What the handler saw: its account, and its arguments. */
const handler = withAccountContext(
  (...received: unknown[]) => Promise.resolve({ content: [], account: currentAccount()?.accountId, received }),
  { accounts },
) as (...received: unknown[]) => Promise<Record<string, unknown>>;

function expectOneBoundedLine(lines: readonly string[]): void {
  expect(lines.length).toBeLessThanOrEqual(1);
  for (const line of lines) {
    expect(line.length).toBeLessThan(LOG_BOUND);
    // One line break, at the end; nothing a terminal or another line-based reader would act on.
    expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(JSON.parse(line)).toMatchObject({ level: 'error', source: 'cred-extract' });
  }
}

describe('a tool call with a hostile target', () => {
  it('answers with a typed error in one bounded log line, or runs as the account', async () => {
    await fc.assert(
      fc.asyncProperty(hostileTarget, hostileJson, async (target, rest) => {
        logged = [];
        const args = { rest, target_account_id: target };
        const result = await handler(args);
        expectOneBoundedLine(logged);
        if (result.isError) {
          const { error_type, message } = JSON.parse((result.content as [{ text: string }])[0].text);
          expect(['account_not_found', 'invalid_account_id']).toContain(error_type);
          expect(message.length).toBeLessThan(600);
          expect(message).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
          return;
        }
        // No account, or the one there is: nothing a hostile text can add up to.
        const named = typeof target === 'string' ? target.trim() : target;
        expect(result.account).toBe(named === undefined || named === null ? undefined : TARGET);
        if (result.account) expect(named).toBe(TARGET);
        expect(result.received).toEqual([{ rest }]);
      }),
      hostileRuns('handler'),
    );
    expect(pollution()).toEqual([]);
  });

  it('hands on every other argument as it came, whatever its name', async () => {
    await fc.assert(
      fc.asyncProperty(hostileJson, async (args) => {
        const result = await handler(args);
        if (typeof args === 'object' && args !== null && 'target_account_id' in args) return;
        expect(result).toMatchObject({ account: undefined });
        expect((result.received as unknown[])[0]).toBe(args);
      }),
      hostileRuns('handler'),
    );
    expect(pollution()).toEqual([]);
  });

  it('is logged in one bounded line, whatever the failure underneath says', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (message, code) => {
        logged = [];
        const cause = Object.assign(new Error(message, { cause: new Error(code) }), { name: code, code });
        logAccountError(new AssumeRoleError(TARGET, 'test', { cause }), {});
        expect(logged.length).toBe(1);
        expectOneBoundedLine(logged);
      }),
      hostileRuns('redaction'),
    );
  });

  it('keeps a property called __proto__ a property', async () => {
    const args = JSON.parse(`{"__proto__":{"isAdmin":true},"target_account_id":"${TARGET}"}`);
    const { received } = (await handler(args)) as { received: [Record<string, unknown>] };
    expect(Object.getPrototypeOf(received[0])).toBe(Object.prototype);
    expect(received[0].isAdmin).toBeUndefined();
    expect(Object.keys(received[0])).toEqual(['__proto__']);
  });
});
