import { describe, expect, expectTypeOf, it, vi } from 'vitest';
import {
  AccountMismatchError,
  ConfigurationError,
  currentAccount,
  setupAccountContext,
  withAccountContext,
} from '../../src/index.ts';
import { fakeAccounts, sleep } from '../support/fake-accounts.ts';

vi.spyOn(process.stderr, 'write').mockImplementation(() => true);

const A = '111111111111';
const B = '222222222222';
const options = { accounts: fakeAccounts() };
const here = () => currentAccount()?.accountId;
const extra = () => ({ signal: new AbortController().signal, requestId: 1 });
const errorOf = (result: unknown) => JSON.parse((result as { content: [{ text: string }] }).content[0].text);

describe('withAccountContext around a tool that a library has made', () => {
  it.each(['execute', 'handler'] as const)(
    'wraps its %s, which keeps its `this`, and returns the tool',
    async (member) => {
      const tool = {
        name: 'inventory',
        async [member](_args: object): Promise<unknown> {
          return [this.name, here()];
        },
      } as { name: string; execute(args: object): Promise<unknown>; handler(args: object): Promise<unknown> };
      const wrapped = withAccountContext(tool, options);
      expectTypeOf(wrapped).toEqualTypeOf<typeof tool>();
      expect(wrapped).toBe(tool);
      expect(await wrapped[member]({ target_account_id: A })).toEqual(['inventory', A]);
      expect(await wrapped[member]({ target_account_id: 'nobody' })).toMatchObject({ isError: true });
    },
  );

  it('throws for a tool without a function to wrap: it would run as the server for everybody', () => {
    expect(() => withAccountContext({ handler: undefined } as never, options)).toThrow(ConfigurationError);
    expect(() => withAccountContext({ execute: undefined }, options)).toThrow('a handler or execute function');
  });
});

describe('withAccountContext around a tool callback', () => {
  it('runs the handler as the account that the arguments name', async () => {
    const handler = withAccountContext(async (_args: { target_account_id?: string }) => {
      await sleep(1);
      return here();
    }, options);
    expect(await handler({ target_account_id: A })).toBe(A);
    expect(await handler({ target_account_id: B })).toBe(B);
  });

  it('runs the handler as the server when they name none', async () => {
    const handler = withAccountContext(async (_args: object) => here() ?? 'server', options);
    expect(await handler({ bucket: 'b' })).toBe('server');
    expect(await handler({ target_account_id: undefined })).toBe('server');
    expect(await handler({ target_account_id: null })).toBe('server');
  });

  it('keeps the type of a handler that is one of several, as the tools of a list have them', async () => {
    const handlers = [async (_args: { a: string }) => 1, async (_args: { b: string }, _extra: object) => 'two'];
    const wrapped = handlers.map((handler) => withAccountContext(handler, options));
    expectTypeOf(wrapped).toEqualTypeOf<typeof handlers>();
    expect(await Promise.all(wrapped.map((handler) => handler({ a: 'a', b: 'b' }, {})))).toEqual([1, 'two']);
  });

  it('hands on every argument, `this` and the result', async () => {
    const seen = extra();
    const service = {
      name: 'inventory',
      run: withAccountContext(function (this: { name: string }, args: { bucket: string }, more: unknown) {
        return [this.name, args.bucket, more === seen];
      }, options),
    };
    const args = { bucket: 'b', target_account_id: A };
    expect(await service.run(args, seen)).toEqual(['inventory', 'b', true]);
    expect(args).toEqual({ bucket: 'b', target_account_id: A });
  });

  it('does not show the parameter to the handler, which may forward all it gets or refuse what it does not know', async () => {
    const handler = withAccountContext(async (args: object) => args, options);
    expect(await handler({ bucket: 'b', target_account_id: A })).toEqual({ bucket: 'b' });
    const same = { bucket: 'b' };
    expect(await handler(same)).toBe(same);
  });

  it('shows it to a handler that keeps answers by its arguments', async () => {
    const answers = new Map<string, string | undefined>();
    const remember = async (args: object) => {
      const key = JSON.stringify(args);
      if (!answers.has(key)) answers.set(key, here());
      return answers.get(key);
    };
    const handler = withAccountContext(remember, { ...options, keepTarget: true });
    expect([await handler({ target_account_id: A }), await handler({ target_account_id: B })]).toEqual([A, B]);
  });

  it('wraps a handler that answers without a promise, and one without parameters', async () => {
    const handler = withAccountContext(() => here(), options) as (args: object) => unknown;
    expect(await handler({ target_account_id: A })).toBe(A);
  });

  it('throws the typed error, for a library that would take a returned one for data', async () => {
    const handler = vi.fn(async (_args: object) => 'ran');
    const thrown = await withAccountContext(handler, { ...options, throwErrors: true })({
      target_account_id: 'nobody',
    }).catch((error: unknown) => error);
    expect(handler).not.toHaveBeenCalled();
    expect(thrown).toBeInstanceOf(Error);
    const { message, name, cause } = thrown as Error;
    expect({ name, cause }).toEqual({ name: 'AccountNotFoundError', cause: undefined });
    expect(JSON.parse(message)).toEqual({
      error_type: 'account_not_found',
      message: expect.stringContaining('No AWS account'),
      request_id: expect.stringMatching(/^[\da-f-]{36}$/),
      retryable: false,
    });
  });

  it("throws the handler's own errors as they are, whatever becomes of typed ones", async () => {
    const own = new Error('own');
    const handler = withAccountContext(async (_args: object) => Promise.reject(own), {
      ...options,
      throwErrors: true,
    });
    await expect(handler({ target_account_id: A })).rejects.toBe(own);
  });

  it('answers with a typed error, without running the handler, when the account cannot be had', async () => {
    const handler = vi.fn(async (_args: object) => 'ran');
    const result = await withAccountContext(handler, options)({ target_account_id: 'nobody' });
    expect(handler).not.toHaveBeenCalled();
    expect(result).toMatchObject({ isError: true, _meta: { 'mcp-multi-account/error': errorOf(result) } });
    expect(errorOf(result)).toMatchObject({ error_type: 'account_not_found', retryable: false });
    expect(result).not.toHaveProperty('structuredContent');
  });

  it.each([[''], [12], [{}], [['111111111111']], [false]])(
    'refuses %j as a target instead of using the server',
    async (target) => {
      const result = await withAccountContext(async (_args: object) => 'ran', options)({ target_account_id: target });
      expect(result).toMatchObject({ isError: true });
    },
  );

  it("passes the handler's own errors through untouched", async () => {
    const failure = new Error('bucket not found');
    const handler = withAccountContext(async (_args: object) => Promise.reject(failure), options);
    await expect(handler({ target_account_id: A })).rejects.toBe(failure);
  });

  it('turns a typed error from inside the handler into a result', async () => {
    const handler = withAccountContext(async (_args: object) => Promise.reject(new AccountMismatchError(A)), options);
    expect(errorOf(await handler({ target_account_id: A }))).toMatchObject({ error_type: 'account_mismatch' });
  });

  it("keeps typed errors out of reach of the handler's own try/catch", async () => {
    const handler = withAccountContext(async (_args: object) => {
      try {
        return here();
      } catch {
        return 'swallowed';
      }
    }, options);
    expect(errorOf(await handler({ target_account_id: 'nobody' }))).toMatchObject({ error_type: 'account_not_found' });
  });
});

describe('withAccountContext around a low-level request handler', () => {
  const request = (args?: Record<string, unknown>) => ({
    method: 'tools/call' as const,
    params: { name: 'list', ...(args && { arguments: args }) },
  });

  it('reads the target from the request and hands the request on without it', async () => {
    const handler = withAccountContext(async (received: ReturnType<typeof request>) => [here(), received], options);
    const sent = request({ bucket: 'b', target_account_id: A });
    expect(await handler(sent)).toEqual([A, request({ bucket: 'b' })]);
    expect(sent.params.arguments).toHaveProperty('target_account_id', A);
  });

  it('hands a request without a target, or without arguments, on as it is', async () => {
    const handler = withAccountContext(async (received: object) => [here(), received], options);
    for (const sent of [request(), request({}), request({ bucket: 'b' })]) {
      const [account, received] = await handler(sent);
      expect(account).toBeUndefined();
      expect(received).toBe(sent);
    }
  });
});

describe('a handler that calls another', () => {
  const inner = withAccountContext(async (_args: object, _extra?: object) => here() ?? 'server', options);

  it('keeps the account when it calls it as a function', async () => {
    const outer = withAccountContext(
      async (_args: object, more: object) => [await inner({}), await inner({}, more)],
      options,
    );
    expect(await outer({ target_account_id: A }, extra())).toEqual([A, A]);
  });

  it('may name another account, and is back in its own afterwards', async () => {
    const outer = withAccountContext(async (_args: object) => [await inner({ target_account_id: B }), here()], options);
    expect(await outer({ target_account_id: A })).toEqual([B, A]);
  });

  it('gives a nested MCP request without a target to the server, not to the account of the outer one', async () => {
    const outer = withAccountContext(async (_args: object, _extra: object) => inner({}, extra()), options);
    expect(await outer({ target_account_id: A }, extra())).toBe('server');
  });

  it('does not inherit what an earlier request left bound in the same flow', async () => {
    await setupAccountContext(A, options);
    expect(await inner({}, extra())).toBe('server');
  });
});

describe('many calls at once', () => {
  it('keeps 2000 calls over 50 accounts apart', async () => {
    const handler = withAccountContext(async (args: { expected?: string }) => {
      await sleep(Math.random() * 5);
      return here() === args.expected;
    }, options) as (args: object) => Promise<boolean>;
    const calls = Array.from({ length: 2000 }, (_, index) => {
      const account = index % 51;
      const target = String(100_000_000_000 + account);
      return handler(account === 50 ? {} : { expected: target, target_account_id: target });
    });
    expect((await Promise.all(calls)).filter((right) => !right)).toEqual([]);
  });
});
