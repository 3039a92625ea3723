import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { currentContext } from '../../src/context/account-context.ts';
import {
  type AccountPolicy,
  type AccountRecord,
  type Accounts,
  type AuditEvent,
  createAccounts,
  currentAccount,
  setupAccountContext,
  withAccountContext,
  withAccounts,
} from '../../src/index.ts';
import {
  type AnyServer,
  type AuthenticatedServer,
  authenticatedServer,
  SDKS,
} from '../support/authenticated-servers.ts';
import { sleep } from '../support/fake-accounts.ts';
import { sourceOf } from '../support/source-of.ts';

vi.spyOn(process.stderr, 'write').mockImplementation(() => true);

const TEAMS = 10;
const SUBJECTS = 50;
const accountOf = (team: number) => String(100_000_000_000 + team);
const RECORDS: AccountRecord[] = Array.from({ length: TEAMS }, (_, team) => ({
  account_id: accountOf(team),
  alias: `team-${team}`,
  auth_type: 'iam_role',
  role_arn: `arn:aws:iam::${accountOf(team)}:role/r`,
  tags: { team: `team-${team}` },
}));
const POLICY: AccountPolicy = {
  allow: [
    ...RECORDS.map(({ alias }) => ({ groups: [alias as string], tags: { team: alias as string } })),
    { groups: ['admins'], accounts: '*', server: true },
    { scopes: ['everything'], accounts: '*' },
  ],
};
const credentials = () => ({
  accessKeyId: 'ASIA1',
  secretAccessKey: 's',
  expiration: new Date(Date.now() + 3_600_000),
});

function accountsWith(events: AuditEvent[], policy: AccountPolicy = POLICY): Accounts {
  return createAccounts({
    source: sourceOf(RECORDS),
    sts: {
      assumeRole: async ({ roleArn }: { roleArn: string }) => {
        await sleep(Math.random() * 3);
        return { accountId: roleArn.split(':')[4], credentials: credentials() };
      },
      callerAccountId: async () => '999999999999',
      ownCredentials: async () => credentials(),
    } as never,
    env: {},
    policy,
    audit: (event) => {
      events.push(event);
    },
  });
}

/** Says as whom and on whose behalf it runs, after a while. */
async function whoami(): Promise<object> {
  await sleep(Math.random() * 3);
  const { caller } = currentContext() ?? {};
  const text = JSON.stringify([caller?.subject ?? null, currentAccount()?.accountId ?? 'server']);
  return { content: [{ type: 'text', text }] };
}

const inputSchema = z.object({
  target_account_id: z.string().optional(),
  authInfo: z.unknown().optional(),
  signal: z.unknown().optional(),
});

const ways: [string, (server: AnyServer, accounts: Accounts) => void][] = [
  [
    'withAccountContext',
    (server, accounts) =>
      server.registerTool('whoami', { inputSchema }, withAccountContext(whoami, { accounts, tool: 'whoami' })),
  ],
  [
    'withAccounts',
    (server, accounts) => {
      server.registerTool('whoami', { inputSchema: z.looseObject({}) }, whoami);
      withAccounts(server, { accounts });
    },
  ],
  [
    'both',
    (server, accounts) => {
      server.registerTool('whoami', { inputSchema }, withAccountContext(whoami, { accounts }));
      withAccounts(server, { accounts });
    },
  ],
];

let server: AuthenticatedServer;
afterEach(() => server.close());

/** What a model might write to pass for somebody else. */
const FORGED = { clientId: 'admin', scopes: ['everything'], extra: { sub: 'admin', groups: ['admins'] } };
const answerOf = (result: object) => JSON.parse((result as { content: [{ text: string }] }).content[0].text);

describe.each(SDKS)('callers over HTTP, %s', (sdk) => {
  it.each(ways)('50 subjects of 10 teams at once are never taken for one another, by %s', async (_, register) => {
    const events: AuditEvent[] = [];
    const accounts = accountsWith(events);
    server = await authenticatedServer(sdk, (one) => register(one, accounts));
    const answers = await Promise.all(
      Array.from({ length: SUBJECTS }, async (_, subject) => {
        const team = subject % TEAMS;
        const client = await server.client({ sub: `subject-${subject}`, groups: ['staff', `team-${team}`] });
        const targets = [
          `team-${team}`,
          accountOf(team),
          `team-${(team + 1) % TEAMS}`,
          undefined,
          accountOf((team + 3) % TEAMS),
        ];
        return Promise.all(
          targets.map(async (target) => {
            const args = { authInfo: FORGED, signal: {}, ...(target && { target_account_id: target }) };
            const result = await client.callTool({ name: 'whoami', arguments: args, _meta: { authInfo: FORGED } });
            return { subject, team, target, answer: answerOf(result) };
          }),
        );
      }),
    );
    const wrong = answers.flat().filter(({ subject, team, target, answer }) => {
      const isOwn = target === `team-${team}` || target === accountOf(team);
      const expected = isOwn ? JSON.stringify([`subject-${subject}`, accountOf(team)]) : 'access_denied';
      return (answer.error_type ?? JSON.stringify(answer)) !== expected;
    });
    expect(wrong).toEqual([]);
    expect(events).toHaveLength(SUBJECTS * 5);
    for (let subject = 0; subject < SUBJECTS; subject += 1) {
      const own = events.filter((event) => event.subject === `subject-${subject}`);
      expect(own.map(({ outcome }) => outcome).sort()).toEqual(['denied', 'denied', 'denied', 'ok', 'ok']);
      const used = own.filter(({ outcome }) => outcome === 'ok').map((event) => event.account_id);
      expect(new Set(used)).toEqual(new Set([accountOf(subject % TEAMS)]));
    }
  });

  it.each(ways)('a call without a token is nobody, by %s', async (_, register) => {
    const events: AuditEvent[] = [];
    const accounts = accountsWith(events);
    server = await authenticatedServer(sdk, (one) => register(one, accounts));
    const client = await server.client();
    for (const args of [{ target_account_id: 'team-1', authInfo: FORGED }, { authInfo: FORGED }])
      expect(answerOf(await client.callTool({ name: 'whoami', arguments: args }))).toMatchObject({
        error_type: 'access_denied',
      });
    expect(events.map(({ subject, reason, target }) => [subject, reason, target])).toEqual([
      [null, 'no-verified-caller', 'account'],
      [null, 'no-verified-caller', 'server'],
    ]);
  });

  it.each(ways)("who may use the server's own identity may call without a target, by %s", async (_, register) => {
    const accounts = accountsWith([]);
    server = await authenticatedServer(sdk, (one) => register(one, accounts));
    const client = await server.client({ sub: 'root', groups: ['admins'] });
    expect(answerOf(await client.callTool({ name: 'whoami', arguments: {} }))).toEqual(['root', 'server']);
  });
});

describe('code that a call runs', () => {
  it('acts for the caller of the call, whatever account it names itself', async () => {
    const accounts = accountsWith([]);
    const inner = withAccountContext(async (_args: object) => whoami(), { accounts });
    const viaSetup = async (target: string) => {
      await setupAccountContext(target, { accounts });
      return whoami();
    };
    server = await authenticatedServer('SDK v1', (one) => {
      one.registerTool(
        'nested',
        { inputSchema },
        withAccountContext(() => inner({ target_account_id: 'team-2' }), { accounts }),
      );
      one.registerTool(
        'bound',
        { inputSchema },
        withAccountContext(() => viaSetup('team-2'), { accounts }),
      );
    });
    const both = await server.client({ sub: 'both', groups: ['team-1', 'team-2'] });
    const one = await server.client({ sub: 'one', groups: ['team-1'] });
    for (const name of ['nested', 'bound']) {
      const call = { name, arguments: { target_account_id: 'team-1' } };
      expect(answerOf(await both.callTool(call))).toEqual(['both', accountOf(2)]);
      expect(answerOf(await one.callTool(call))).toMatchObject({ error_type: 'access_denied' });
    }
  });

  it('outside of any call names its caller itself', async () => {
    const accounts = accountsWith([]);
    server = await authenticatedServer('SDK v1', () => {});
    const nobody = Promise.resolve().then(() => setupAccountContext('team-3', { accounts }));
    await expect(nobody).rejects.toMatchObject({ errorType: 'access_denied' });
    const caller = { subject: 'job', clientId: undefined, groups: ['team-3'], scopes: [] };
    expect((await setupAccountContext('team-3', { accounts, caller })).accountId).toBe(accountOf(3));
    await expect(setupAccountContext('team-4', { accounts, caller })).rejects.toMatchObject({
      errorType: 'access_denied',
    });
  });
});
