import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type AccountRecord,
  type Accounts,
  type AuditEvent,
  asServer,
  configureAccounts,
  createAccounts,
  currentAccount,
  InvalidAccountIdError,
  perAccount,
  runWithRequestContext,
  setupAccountContext,
  withAccountContext,
} from '../../src/index.ts';
import { sleep } from '../support/fake-accounts.ts';
import { sourceOf } from '../support/source-of.ts';

const [A, B, C] = ['111111111111', '222222222222', '333333333333'];
const SERVER = '999999999999';
const RECORDS: AccountRecord[] = [A, B, C].map((account_id) => ({
  account_id,
  alias: `alias-${account_id[0]}`,
  auth_type: 'iam_role',
  role_arn: `arn:aws:iam::${account_id}:role/r`,
  tags: { team: `team-${account_id[0]}` },
}));

let logged = '';
let events: AuditEvent[] = [];
let assumed: string[] = [];

function accountsWith(config: Parameters<typeof createAccounts>[0] = {}): Accounts {
  const keyOf = (accountId: string) => ({
    accessKeyId: `ASIA${accountId}`,
    secretAccessKey: 's',
    sessionToken: 't',
    expiration: new Date(Date.now() + 3_600_000),
  });
  return createAccounts({
    source: sourceOf(RECORDS),
    sts: {
      assumeRole: async ({ roleArn }: { roleArn: string }) => {
        const accountId = roleArn.split(':')[4] as string;
        assumed.push(accountId);
        await sleep(Math.random() * 5);
        return { accountId, credentials: keyOf(accountId) };
      },
      callerAccountId: async () => SERVER,
      ownCredentials: async () => keyOf(SERVER),
    } as never,
    env: {},
    audit: (event) => {
      events.push(event);
    },
    ...config,
  });
}

beforeEach(() => {
  logged = '';
  events = [];
  assumed = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    logged += chunk;
    return true;
  });
  configureAccounts(accountsWith());
});
afterEach(() => vi.restoreAllMocks());

const here = () => currentAccount()?.accountId ?? 'server';
const extra = (authInfo?: object) => ({ signal: new AbortController().signal, ...(authInfo && { authInfo }) });
const toolCall = (args: object = {}, name = 'where') => ({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name, arguments: args },
});
async function where(_args: object, _extra: object): Promise<{ text: string }> {
  await sleep(Math.random() * 5);
  return { text: here() };
}

describe('a wrapped handler in a request with an account', () => {
  const handler = withAccountContext(where);

  it('runs there when it names none, by ID and by alias', async () => {
    const run = (targetAccountId: string) => runWithRequestContext({ targetAccountId }, () => handler({}, extra()));
    expect(await run(A)).toEqual({ text: A });
    expect(await run('alias-2')).toEqual({ text: B });
  });

  it('runs where it says itself when it names one', async () => {
    const run = (message: object | undefined) =>
      runWithRequestContext({ targetAccountId: A, ...(message && { message }) }, () =>
        handler({ target_account_id: B }, extra()),
      );
    expect(await run(undefined)).toEqual({ text: B });
    expect(await run(toolCall({ target_account_id: B }))).toEqual({ text: B });
  });

  it('takes null for naming none', async () => {
    const args = { target_account_id: null };
    const request = { targetAccountId: A, message: toolCall(args) };
    expect(await runWithRequestContext(request, () => handler(args, extra()))).toEqual({ text: A });
  });

  it('runs as the server after the request, and beside it', async () => {
    const [inside, outside] = await Promise.all([
      runWithRequestContext({ targetAccountId: A }, () => handler({}, extra())),
      handler({}, extra()),
    ]);
    expect([inside, outside, await handler({}, extra())]).toEqual([
      { text: A },
      { text: 'server' },
      { text: 'server' },
    ]);
  });

  it('is never in the wrong account: 600 calls of 200 requests at once', async () => {
    const targets = [A, B, C, undefined];
    const requests = Array.from({ length: 200 }, async (_, index) => {
      const header = targets[index % 4];
      const calls = [targets[(index >> 2) % 4], undefined, targets[(index >> 4) % 4]];
      const message = calls.map((target) => toolCall(target ? { target_account_id: target } : {}));
      const request = { requestId: `request-${index}`, message, ...(header && { targetAccountId: header }) };
      const answers = await runWithRequestContext(request, () =>
        Promise.all(calls.map((target) => handler(target ? { target_account_id: target } : {}, extra()))),
      );
      const expected = calls.map((target) => target ?? header ?? 'server');
      return answers.filter(({ text }, place) => text !== expected[place]);
    });
    expect((await Promise.all(requests)).flat()).toEqual([]);
    expect(events).toHaveLength(600);
    for (const event of events) {
      const index = Number(event.request_id?.replace('request-', ''));
      expect([targets[index % 4], A, B, C]).toContain(event.account_id ?? undefined);
    }
  });

  it('answers with the typed error of an account that cannot be had, and does not run', async () => {
    const ran = vi.fn(async (_args: object, _extra: object) => ({}));
    for (const targetAccountId of ['444444444444', '١١١١١١١١١١١١', '111111111111, 222222222222', '']) {
      const answer = await runWithRequestContext({ targetAccountId }, () => withAccountContext(ran)({}, extra()));
      expect(answer).toMatchObject({ isError: true });
    }
    expect(ran).not.toHaveBeenCalled();
    expect(assumed).toEqual([]);
  });

  it('hands its account on to handlers that it calls as functions, also when it has named it', async () => {
    const outer = withAccountContext(async (_args: object, _extra: object) => handler({}, {} as never));
    const answers = [{ target_account_id: B }, {}].map((args) =>
      runWithRequestContext({ targetAccountId: A }, () => outer(args, extra())),
    );
    expect(await Promise.all(answers)).toEqual([{ text: B }, { text: A }]);
  });

  it('remembers answers for each account where it sees the target', async () => {
    const remembered = new Map<string, object>();
    const cached = withAccountContext(
      async (args: { target_account_id?: string }, _extra: object) => {
        const key = JSON.stringify(args);
        if (!remembered.has(key)) remembered.set(key, { text: here() });
        return remembered.get(key);
      },
      { keepTarget: true },
    );
    const answers = [];
    for (const targetAccountId of [A, B, A, 'alias-2']) {
      answers.push(await runWithRequestContext({ targetAccountId }, () => cached({}, extra())));
    }
    answers.push(await cached({}, extra()));
    expect(answers).toEqual([A, B, A, B, 'server'].map((text) => ({ text })));
  });

  it('leaves the server to asServer', async () => {
    const handle = withAccountContext(async (_args: object, _extra: object) => ({ text: asServer(here) }));
    expect(await runWithRequestContext({ targetAccountId: A }, () => handle({}, extra()))).toEqual({ text: 'server' });
  });
});

describe('the caller of a request', () => {
  const policy = {
    allow: [
      { groups: ['team-1'], tags: { team: 'team-1' } },
      { groups: ['team-2'], tags: { team: 'team-2' } },
    ],
  };
  const authInfo = (group: string) => ({
    token: 't',
    clientId: 'c',
    scopes: [],
    extra: { sub: group, groups: [group] },
  });
  const run = (request: object, sdk?: object) =>
    runWithRequestContext(request, () => withAccountContext(where)({}, extra(sdk))) as Promise<object>;

  beforeEach(() => configureAccounts(accountsWith({ policy })));

  it('is who may use its account, as if an argument had named it', async () => {
    expect(await run({ targetAccountId: A, authInfo: authInfo('team-1') })).toEqual({ text: A });
    expect(JSON.stringify(await run({ targetAccountId: A, authInfo: authInfo('team-2') }))).toContain('access_denied');
    expect(JSON.stringify(await run({ targetAccountId: A }))).toContain('access_denied');
    expect(assumed).toEqual([A]);
    expect(events.map(({ subject, account_id, outcome, reason }) => [subject, account_id, outcome, reason])).toEqual([
      ['team-1', A, 'ok', null],
      ['team-2', A, 'denied', 'no-rule'],
      [null, A, 'denied', 'no-verified-caller'],
    ]);
  });

  it('may not run as the server where no rule says so', async () => {
    expect(JSON.stringify(await run({ authInfo: authInfo('team-1') }))).toContain('access_denied');
  });

  it('is another where the SDK says who calls', async () => {
    const request = { targetAccountId: B, authInfo: authInfo('team-1') };
    expect(await run(request, authInfo('team-2'))).toEqual({ text: B });
    expect(JSON.stringify(await run({ ...request, targetAccountId: A }, authInfo('team-2')))).toContain(
      'access_denied',
    );
  });

  it('is known where a library hands a handler nothing of the SDK', async () => {
    const handler = withAccountContext(where, { tool: 'bare' });
    const bare = (group: string, message?: object) =>
      runWithRequestContext({ targetAccountId: A, authInfo: authInfo(group), ...(message && { message }) }, () =>
        handler({}, {}),
      );
    expect(await bare('team-1', toolCall())).toEqual({ text: A });
    expect(JSON.stringify(await bare('team-2'))).toContain('access_denied');
    expect(events.map(({ tool, subject, outcome }) => [tool, subject, outcome])).toEqual([
      ['bare', 'team-1', 'ok'],
      ['bare', 'team-2', 'denied'],
    ]);
  });

  it('is known where a call names its account, and no SDK hands anything on', async () => {
    const handler = withAccountContext(where);
    const named = (group: string) =>
      runWithRequestContext({ authInfo: authInfo(group) }, () => handler({ target_account_id: A }, {}));
    expect(await named('team-1')).toEqual({ text: A });
    expect(JSON.stringify(await named('team-2'))).toContain('access_denied');
  });

  it('is judged by setupAccountContext, which calls nobody by an SDK', async () => {
    const setUp = (group: string) =>
      runWithRequestContext({ authInfo: authInfo(group) }, async () => (await setupAccountContext(A)).accountId);
    expect(await setUp('team-1')).toBe(A);
    await expect(setUp('team-2')).rejects.toThrow('not allowed');
    expect(events.map(({ subject, outcome }) => [subject, outcome])).toEqual([
      ['team-1', 'ok'],
      ['team-2', 'denied'],
    ]);
  });

  it('is who may use the account of a tool that is not wrapped', async () => {
    const seen = async (group: string) => {
      const request = { targetAccountId: A, authInfo: authInfo(group), message: toolCall() };
      return runWithRequestContext(request, async () => here());
    };
    expect(await seen('team-1')).toBe(A);
    await seen('team-2');
    expect(events.map(({ subject, tool, account_id, outcome }) => [subject, tool, account_id, outcome])).toEqual([
      ['team-1', 'where', A, 'ok'],
      ['team-2', 'where', A, 'denied'],
    ]);
    expect(assumed).toEqual([A]);
  });
});

describe('setupAccountContext in a request with an account', () => {
  const inRequest = <T>(fn: () => Promise<T>) => runWithRequestContext({ targetAccountId: A, message: toolCall() }, fn);

  it('means that account by naming none', async () => {
    expect(await inRequest(async () => (await setupAccountContext(undefined))?.accountId)).toBe(A);
    expect(await inRequest(async () => (await setupAccountContext(B)).accountId)).toBe(B);
    expect(events.map(({ account_id }) => account_id)).toEqual([A, B]);
  });

  it('stays in the account that its call has named', async () => {
    const handler = withAccountContext(async (_args: object, _extra: object) => {
      await setupAccountContext(undefined);
      return here();
    });
    expect(await inRequest(() => handler({ target_account_id: B }, extra()))).toBe(B);
    expect(await inRequest(() => handler({}, extra()))).toBe(A);
  });

  it('stays the server inside asServer', async () => {
    const run = () =>
      asServer(async () => {
        await setupAccountContext(undefined);
        return here();
      });
    expect(await inRequest(run)).toBe('server');
  });
});

describe('a tool that is not wrapped, in a request with an account', () => {
  const client = perAccount((aws) => new STSClient(aws({ region: 'us-east-1' })));
  const keyOf = async () => (await client.config.credentials()).accessKeyId;

  it.each([['tools/call'], ['resources/read'], ['resources/list'], ['prompts/get'], ['something/new']])(
    'runs there: %s',
    async (method) => {
      const request = { targetAccountId: A, message: { ...toolCall(), method } };
      expect(await runWithRequestContext(request, async () => [here(), await keyOf()])).toEqual([A, `ASIA${A}`]);
    },
  );

  it('runs there when nobody says what the request carries', async () => {
    expect(await runWithRequestContext({ targetAccountId: A }, here)).toBe(A);
  });

  it('signs nothing as the server: what it tries is stopped before it leaves', async () => {
    const own = new STSClient({
      region: 'us-east-1',
      endpoint: 'http://127.0.0.1:9',
      credentials: { accessKeyId: 'AKIASERVER', secretAccessKey: 's' },
      maxAttempts: 1,
    });
    const request = { requestId: 'request-7', targetAccountId: A, message: toolCall() };
    const attempt = runWithRequestContext(request, () => own.send(new GetCallerIdentityCommand({})));
    await expect(attempt).rejects.toThrow(`A request of a call for AWS account ${A}`);
    expect(JSON.parse(logged)).toMatchObject({ code: 'ACCOUNT_CONTEXT_BYPASS', request_id: 'request-7' });
    expect(events).toMatchObject([{ outcome: 'failed', code: 'ACCOUNT_CONTEXT_BYPASS', request_id: 'request-7' }]);
  });

  it('reaches no account at all where that one cannot be had', async () => {
    const request = { requestId: 'request-8', targetAccountId: '444444444444', message: toolCall() };
    const attempt = runWithRequestContext(request, async () => keyOf());
    await expect(attempt).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
    expect(events).toMatchObject([{ outcome: 'failed', code: 'ACCOUNT_NOT_FOUND', tool: 'where' }]);
    expect(JSON.parse(logged)).toMatchObject({ code: 'ACCOUNT_NOT_FOUND', request_id: 'request-8' });
  });

  it('reaches none for a call that names another, nor in a batch with one', async () => {
    const named = toolCall({ target_account_id: B });
    for (const message of [named, [named, toolCall()]]) {
      const attempt = runWithRequestContext({ targetAccountId: A, message }, async () => keyOf());
      await expect(attempt).rejects.toMatchObject({ code: 'ACCOUNT_CONTEXT_BYPASS' });
    }
    expect(assumed).toEqual([]);
  });

  it('runs there in a batch of calls that name none', async () => {
    const message = [toolCall(), { ...toolCall(), method: 'tools/list' }, toolCall()];
    expect(await runWithRequestContext({ targetAccountId: A, message }, here)).toBe(A);
  });

  it('is not recorded beside wrapped handlers that the request has called', async () => {
    const handler = withAccountContext(where, { tool: 'wrapped' });
    await runWithRequestContext({ targetAccountId: A, message: toolCall() }, () => handler({}, extra()));
    expect(events.map(({ tool, account_id }) => [tool, account_id])).toEqual([['wrapped', A]]);
  });

  it('is recorded beside a wrapped handler of the same batch', async () => {
    const handler = withAccountContext(where, { tool: 'wrapped' });
    const request = { requestId: 'batch', targetAccountId: A, message: [toolCall(), toolCall()] };
    await runWithRequestContext(request, async () => [await handler({}, extra()), here()]);
    expect(events.map(({ tool, account_id, request_id }) => [tool, account_id, request_id])).toEqual([
      ['wrapped', A, 'batch'],
      [null, A, 'batch'],
    ]);
  });
});

describe("a request about the server, in anybody's account", () => {
  it.each(['initialize', 'tools/list', 'prompts/list', 'ping', 'server/discover', 'logging/setLevel'])(
    'needs none: %s',
    async (method) => {
      const message = { jsonrpc: '2.0', id: 1, method, params: {} };
      const request = { targetAccountId: '444444444444', message };
      expect(runWithRequestContext(request, here)).toBe('server');
      expect([events, assumed, logged]).toEqual([[], [], '']);
    },
  );

  it.each([
    [{ jsonrpc: '2.0', method: 'notifications/initialized' }],
    [{ jsonrpc: '2.0', id: 1, result: {} }],
    [null],
    ['text'],
    [[]],
  ])('needs none: %j', (message) => {
    expect(runWithRequestContext({ targetAccountId: A, message }, here)).toBe('server');
  });
});

describe('the identifier of a request', () => {
  const invalid = withAccountContext(async (_args: object, _extra: object) =>
    Promise.reject(new InvalidAccountIdError()),
  );

  it('stands in the result, the log line and the record of an error', async () => {
    const result = await runWithRequestContext({ requestId: 'request-1' }, () => invalid({}, extra()));
    expect(JSON.stringify(result)).toContain('\\"request_id\\":\\"request-1\\"');
    expect(JSON.parse(logged)).toMatchObject({ request_id: 'request-1' });
    expect(events).toMatchObject([{ request_id: 'request-1', code: 'INVALID_ACCOUNT_ID' }]);
  });

  it('stands in the record of a call that went well, without what could forge a line', async () => {
    await runWithRequestContext({ requestId: 'a\nb' }, () => withAccountContext(where)({}, extra()));
    expect(events).toMatchObject([{ request_id: 'a\\u000ab', outcome: 'ok' }]);
  });

  it("is each request's own where they share one failure", async () => {
    const broken = accountsWith({
      sts: {
        assumeRole: () => sleep(20).then(() => Promise.reject(new Error('busy'))),
        callerAccountId: async () => SERVER,
        ownCredentials: async () => ({ accessKeyId: 'A', secretAccessKey: 's' }),
      } as never,
    });
    const handler = withAccountContext(where, { accounts: broken });
    const ids = Array.from({ length: 20 }, (_, index) => `request-${index}`);
    const results = ids.map((requestId) =>
      runWithRequestContext({ requestId }, () => handler({ target_account_id: A }, extra())),
    );
    const shown = (await Promise.all(results)).map(
      (result) => JSON.parse((result as unknown as { content: [{ text: string }] }).content[0].text).request_id,
    );
    expect(shown).toEqual(ids);
    expect(events.map(({ request_id }) => request_id).sort()).toEqual([...ids].sort());
  });
});

describe('runWithRequestContext', () => {
  it('returns at once what returns at once, where no account has to be looked up', () => {
    expect(runWithRequestContext({ requestId: 'r' }, () => 7)).toBe(7);
  });

  it('inside another one adds to it', async () => {
    const seen: AuditEvent[] = [];
    const handler = withAccountContext(where);
    await runWithRequestContext({ requestId: 'outer', targetAccountId: A }, () =>
      runWithRequestContext({ onCall: (event) => void seen.push(event) }, () => handler({}, extra())),
    );
    expect(seen).toMatchObject([{ event: 'call', request_id: 'outer', account_id: A, outcome: 'ok' }]);
  });

  it('tells of calls where none are recorded, and of no intents', async () => {
    const seen: AuditEvent[] = [];
    const { audit: _, ...unrecorded } = accountsWith();
    const handler = withAccountContext(where, { accounts: unrecorded, tool: 'where' });
    const request = { onCall: (event: AuditEvent) => void seen.push(event) };
    await runWithRequestContext(request, () => handler({ target_account_id: A }, extra()));
    await runWithRequestContext(request, () => handler({ target_account_id: 'x y' }, extra()));
    expect(seen.map(({ tool, account_id, outcome, code }) => [tool, account_id, outcome, code])).toEqual([
      ['where', A, 'ok', null],
      ['where', null, 'failed', 'ACCOUNT_NOT_FOUND'],
    ]);
  });

  it('passes on what the request throws', async () => {
    const fail = () => {
      throw new Error('no such server');
    };
    await expect(async () => runWithRequestContext({ targetAccountId: A }, fail)).rejects.toThrow('no such server');
    expect(() => runWithRequestContext({}, fail)).toThrow('no such server');
  });

  it('refuses an account that nobody can look up, without a set-up', async () => {
    configureAccounts({ ...accountsWith(), session: () => Promise.reject(new Error('no set-up')) });
    const attempt = runWithRequestContext({ targetAccountId: A }, () => setupAccountContext(undefined));
    await expect(attempt).rejects.toThrow('no set-up');
  });
});
