import { describe, expect, it, vi } from 'vitest';
import { currentAccount, UseAccountContext } from '../../src/index.ts';
import { fakeAccounts, sleep } from '../support/fake-accounts.ts';

vi.spyOn(process.stderr, 'write').mockImplementation(() => true);

const A = '111111111111';
const B = '222222222222';
const options = { accounts: fakeAccounts() };

class Tools {
  readonly #greeting = 'hello';

  async whoami(args: { name?: string; target_account_id?: string }, context?: string) {
    await sleep(Math.random() * 3);
    return [this.#greeting, currentAccount()?.accountId ?? 'server', Object.keys(args).join(), context].join(' ');
  }
}

type Whoami = Tools['whoami'];

/** What TypeScript makes of a decorated method with `experimentalDecorators`: it stands nearest, so it comes first. */
function legacy(): { tools: Tools; described: unknown } {
  class Decorated extends Tools {}
  const descriptor = {
    ...Object.getOwnPropertyDescriptor(Tools.prototype, 'whoami'),
  } as TypedPropertyDescriptor<Whoami>;
  const result = UseAccountContext(options)(Decorated.prototype, 'whoami', descriptor);
  Object.defineProperty(Decorated.prototype, 'whoami', result);
  return { tools: new Decorated(), described: descriptor.value };
}

/** What ECMAScript makes of one. */
function standard(): { tools: Tools; described: unknown } {
  class Decorated extends Tools {}
  const context = { kind: 'method', name: 'whoami', static: false, private: false } as const;
  const value = UseAccountContext(options)(Tools.prototype.whoami, context);
  Object.defineProperty(Decorated.prototype, 'whoami', { value, writable: true, configurable: true });
  return { tools: new Decorated(), described: value };
}

describe.each([
  ['experimentalDecorators', legacy],
  ['ECMAScript decorators', standard],
])('UseAccountContext with %s', (_, decorate) => {
  it('runs the method as the account of its arguments, on its object, and without the parameter', async () => {
    const { tools } = decorate();
    expect(await tools.whoami({ name: 'x', target_account_id: A }, 'context')).toBe(`hello ${A} name context`);
    expect(await tools.whoami({ name: 'x' }, 'context')).toBe('hello server name context');
  });

  it('gives the decorators above it the wrapped method, for they describe what is called', () => {
    const { tools, described } = decorate();
    expect(tools.whoami).toBe(described);
    expect(tools.whoami).not.toBe(Tools.prototype.whoami);
  });

  it('keeps 100 calls at once apart', async () => {
    const { tools } = decorate();
    const targets = Array.from({ length: 100 }, (_, index) => [A, B, undefined][index % 3]);
    const answers = await Promise.all(
      targets.map((target) => tools.whoami(target ? { target_account_id: target } : {})),
    );
    expect(answers.map((answer) => answer.split(' ')[1])).toEqual(targets.map((target) => target ?? 'server'));
  });

  it('answers an unknown account with a typed error, and does not run the method', async () => {
    const { tools } = decorate();
    const result = (await tools.whoami({ target_account_id: 'nobody' })) as unknown;
    expect(result).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('account_not_found') }] });
  });
});

describe('UseAccountContext', () => {
  it('lets errors of the method through', async () => {
    const descriptor = {
      value: async (_args: object) => {
        throw new Error('own');
      },
    };
    const { value } = UseAccountContext(options)({}, 'fails', descriptor);
    await expect(value?.({ target_account_id: A })).rejects.toThrow('own');
  });
});
