import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CircuitBreakers } from '../../src/credentials/circuit-breakers.ts';
import { AssumeRoleError } from '../../src/errors.ts';
import { gate } from '../support/gate.ts';

const ACCOUNT = '111111111111';
const down = new AssumeRoleError(ACCOUNT, 'AWS STS cannot be reached.', { retryable: true });
const refused = new AssumeRoleError(ACCOUNT, 'access denied.');
let now = 0;
let circuits: CircuitBreakers;

const failing = (error: unknown = down) => vi.fn(async () => Promise.reject(error));
const working = () => vi.fn(async () => 'session');

async function fail(times: number, error: unknown = down, account = ACCOUNT) {
  for (let call = 0; call < times; call++) await expect(circuits.run(account, failing(error))).rejects.toBe(error);
}

beforeEach(() => {
  now = 1_000_000;
  circuits = new CircuitBreakers({ now: () => now });
});

describe('CircuitBreakers', () => {
  it('lets two failures in a row pass, and after the third fails at once with it', async () => {
    await fail(2);
    const third = failing();
    await expect(circuits.run(ACCOUNT, third)).rejects.toBe(down);
    expect(third).toHaveBeenCalledTimes(1);
    const work = working();
    await expect(circuits.run(ACCOUNT, work)).rejects.toBe(down);
    expect(work).not.toHaveBeenCalled();
  });

  it("is an account's own", async () => {
    await fail(3);
    expect(await circuits.run('222222222222', working())).toBe('session');
  });

  it('sends one call ahead after five seconds; the others fail until it is back', async () => {
    await fail(3);
    now += 5_000;
    const door = gate<string>();
    const probe = circuits.run(ACCOUNT, () => door.promise);
    const other = working();
    await expect(circuits.run(ACCOUNT, other)).rejects.toBe(down);
    expect(other).not.toHaveBeenCalled();
    door.resolve('session');
    expect(await probe).toBe('session');
    expect(await circuits.run(ACCOUNT, working())).toBe('session');
    await fail(2);
    expect(await circuits.run(ACCOUNT, working())).toBe('session');
  });

  it('doubles the pause with every failure, up to half a minute', async () => {
    await fail(3);
    for (const pause of [5_000, 10_000, 20_000, 30_000, 30_000]) {
      now += pause - 1;
      const early = working();
      await expect(circuits.run(ACCOUNT, early)).rejects.toBe(down);
      expect(early).not.toHaveBeenCalled();
      now += 1;
      await fail(1);
    }
    now += 30_000;
    expect(await circuits.run(ACCOUNT, working())).toBe('session');
  });

  it('counts failures in a row only: a success or a refusal shows that the service is there', async () => {
    for (let round = 0; round < 5; round++) {
      await fail(2);
      await circuits.run(ACCOUNT, working());
      await fail(2);
      await fail(1, refused);
    }
    expect(await circuits.run(ACCOUNT, working())).toBe('session');
  });

  it('learns nothing from a cancelled call, and lets another one try', async () => {
    await fail(2);
    await fail(5, new DOMException('cancelled', 'AbortError'));
    expect(await circuits.run(ACCOUNT, working())).toBe('session');
    await fail(3);
    now += 5_000;
    await fail(1, new DOMException('cancelled', 'AbortError'));
    expect(await circuits.run(ACCOUNT, working())).toBe('session');
  });

  it('opens once for failures that were under way together, with the first pause', async () => {
    const door = gate<string>();
    const calls = Array.from({ length: 20 }, () => circuits.run(ACCOUNT, () => door.promise));
    door.reject(down);
    expect((await Promise.allSettled(calls)).every(({ status }) => status === 'rejected')).toBe(true);
    now += 5_000;
    expect(await circuits.run(ACCOUNT, working())).toBe('session');
  });

  it('can be reset', async () => {
    await fail(3);
    await fail(3, down, '222222222222');
    circuits.reset(ACCOUNT);
    expect(await circuits.run(ACCOUNT, working())).toBe('session');
    circuits.reset();
    expect(await circuits.run('222222222222', working())).toBe('session');
  });
});
