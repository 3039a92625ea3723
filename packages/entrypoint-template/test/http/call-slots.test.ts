import { afterEach, describe, expect, it, vi } from 'vitest';
import { createCallSlots } from '../../src/http/call-slots.ts';

const MIB = 1024 * 1024;

afterEach(() => vi.useRealTimers());

describe('the slots of calls', () => {
  it('are taken until there are none, and given back', () => {
    const slots = createCallSlots(3);
    const [first, second] = [slots.admission(), slots.admission()];
    expect([first.hold(2), second.hold(2), second.hold(1), second.hold(2)]).toEqual([true, false, true, false]);
    first.release();
    expect(second.hold(3)).toBe(true);
    expect(slots.admission().hold(1)).toBe(false);
  });

  it('are not taken twice for one request, nor by what is no call', () => {
    const slots = createCallSlots(1);
    const admission = slots.admission();
    expect([admission.hold(1), admission.hold(1), admission.hold(0)]).toEqual([true, true, true]);
    expect(slots.admission().hold(0)).toBe(true);
  });

  it('are given back once, and not taken by a request that is over', () => {
    const slots = createCallSlots(2);
    const gone = slots.admission();
    gone.hold(1);
    gone.release();
    gone.release();
    expect([gone.hold(1), gone.keep(1)]).toEqual([false, false]);
    expect(slots.admission().hold(2)).toBe(true);
    expect(slots.admission().hold(1)).toBe(false);
  });

  it('have room for 128 MiB of bodies, however they come in', () => {
    const slots = createCallSlots(1_000);
    const [first, second] = [slots.admission(), slots.admission()];
    for (let size = MIB; size <= 100 * MIB; size += MIB) expect(first.keep(size)).toBe(true);
    expect([second.keep(28 * MIB), second.keep(28 * MIB + 1)]).toEqual([true, false]);
    first.release();
    expect(second.keep(128 * MIB)).toBe(true);
  });

  it('are busy from the first call to the last, since then', () => {
    vi.useFakeTimers({ now: 1_000_000 });
    const slots = createCallSlots(10);
    const [first, second] = [slots.admission(), slots.admission()];
    const later = (seconds: number) => vi.setSystemTime(1_000_000 + seconds * 1_000);
    later(5);
    expect(slots.activity()).toEqual({ busy: false, since: 1_000 });
    first.hold(1);
    later(6);
    second.hold(1);
    first.release();
    expect(slots.activity()).toEqual({ busy: true, since: 1_005 });
    later(9);
    second.release();
    slots.admission().release();
    later(20);
    expect(slots.activity()).toEqual({ busy: false, since: 1_009 });
  });
});
