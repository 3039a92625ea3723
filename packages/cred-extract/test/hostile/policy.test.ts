import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerOfAuthInfo } from '../../src/access/claims.ts';
import { decide } from '../../src/access/policy/decide.ts';
import { parsePolicy } from '../../src/access/policy/parse-policy.ts';
import { policyFile } from '../../src/access/policy/policy-file.ts';
import type { AccountRecord } from '../../src/account.ts';
import { ConfigurationError } from '../../src/errors.ts';
import { hostileRuns } from './hostile-runs.ts';
import { hostileJson, hostileText, pollution } from './hostile-values.ts';

const RECORD: AccountRecord = { account_id: '111111111111', auth_type: 'iam_role', alias: 'prod', tags: { team: 'a' } };
const NOBODY = { subject: undefined, clientId: undefined, groups: [], scopes: [] };
const MESSAGE_BOUND = 10_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-policy-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const names = fc.oneof(fc.constant('*'), fc.array(hostileText, { maxLength: 3 }), hostileJson);
const FIELDS = ['subjects', 'groups', 'scopes', 'clients', 'accounts', 'aliases', 'environments', 'tags', 'server'];
const rule = fc.dictionary(fc.constantFrom(...FIELDS, 'anyone', '__proto__', 'x'), names, { noNullPrototype: true });
const policy = fc.oneof(
  fc.record({ allow: fc.array(rule, { maxLength: 3 }), deny: fc.array(rule, { maxLength: 2 }) }, { requiredKeys: [] }),
  hostileJson,
);

describe('a hostile policy', () => {
  it('is refused, or lets nobody through that no rule names', () => {
    fc.assert(
      fc.property(policy, hostileText, (value, subject) => {
        const parsed = parsePolicy(value);
        if (parsed.verdict === 'unusable') {
          for (const problem of parsed.problems) expect(problem.length).toBeLessThan(500);
          return;
        }
        const caller = { ...NOBODY, subject };
        const verdict = decide(parsed.policy, caller, { kind: 'account', record: RECORD });
        if (verdict.kind === 'denied') return;
        // Somebody wrote '*', anyone, or the very name.
        const text = JSON.stringify((value as { allow: unknown }).allow);
        expect(text.includes('"*"') || text.includes('"anyone":true') || text.includes(JSON.stringify(subject))).toBe(
          true,
        );
      }),
      hostileRuns('policy'),
    );
    expect(pollution()).toEqual([]);
  });

  it('in a file is used or refused with a bounded error that says nothing of it to a caller', async () => {
    const path = join(folder, 'policy.yaml');
    const read = policyFile(path);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          hostileText,
          policy.map((value) => JSON.stringify(value) ?? ''),
        ),
        async (text) => {
          await writeFile(path, text);
          const answer = await read().catch((error: unknown) => error);
          if (!(answer instanceof Error)) return;
          expect(answer).toBeInstanceOf(ConfigurationError);
          expect(answer.message).toBe(EXPECTED);
          const { message } = answer.cause as Error;
          expect(message.length).toBeLessThan(MESSAGE_BOUND);
        },
      ),
      { numRuns: hostileRuns('policy').numRuns / 5 },
    );
  });

  it.each([
    ['twenty thousand empty rules', `{"allow":[${'{},'.repeat(20_000)}{}]}`],
    ['twenty thousand wrong rules', `{"allow":[${'1,'.repeat(20_000)}1]}`],
    ['more than a megabyte', `{"allow":[${'{},'.repeat(400_000)}{}]}`],
    [
      'aliases of aliases',
      `a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [${'*a,'.repeat(9)}]\nc: &c [${'*b,'.repeat(9)}]\nd: &d [${'*c,'.repeat(9)}]\nallow: [${'*d,'.repeat(9)}]`,
    ],
    ['fifty thousand brackets', '['.repeat(50_000)],
  ])('of %s is refused in bounded time', async (_, text) => {
    const path = join(folder, 'large.yaml');
    await writeFile(path, text);
    const answer = await policyFile(path)().catch((error: unknown) => error);
    expect(answer).toBeInstanceOf(ConfigurationError);
    expect(((answer as Error).cause as Error).message.length).toBeLessThan(MESSAGE_BOUND);
  });
});

const EXPECTED =
  'The access policy cannot be used, so every call is refused. Ask the administrator of this server to correct ACCOUNT_POLICY; its log says what is wrong.';

describe('hostile claims of a token', () => {
  it('make a caller of texts and lists of texts, or none', () => {
    const claims = fc.dictionary(
      fc.constantFrom('sub', 'groups', 'cognito:groups', 'roles', 'scope', 'scp', 'azp', '__proto__', 'constructor'),
      fc.oneof(hostileText, hostileJson, fc.array(hostileText)),
      { noNullPrototype: true },
    );
    const authInfo = fc.oneof(
      fc.record(
        { clientId: hostileJson, scopes: hostileJson, extra: claims, expiresAt: hostileJson },
        { requiredKeys: [] },
      ),
      hostileJson,
    );
    fc.assert(
      fc.property(authInfo, (info) => {
        const caller = callerOfAuthInfo(info);
        if (!caller) return;
        for (const text of [caller.subject, caller.clientId]) expect(['string', 'undefined']).toContain(typeof text);
        for (const list of [caller.groups, caller.scopes]) {
          expect(list.every((one) => typeof one === 'string' && one !== '')).toBe(true);
        }
      }),
      hostileRuns('policy'),
    );
    expect(pollution()).toEqual([]);
  });
});
