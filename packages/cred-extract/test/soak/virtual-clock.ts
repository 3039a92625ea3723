/** A clock that two threads read and one moves: hours of sessions pass in minutes, and no request is ever late for it. */
export interface VirtualClock {
  /** For the other thread. */
  readonly memory: SharedArrayBuffer;
  /** Milliseconds since the epoch. */
  now(): number;
  advance(milliseconds: number): void;
}

/** Where the clock starts; 32 bits of milliseconds go on for 24 days. */
const START = Date.UTC(2026, 0, 1);

export function virtualClock(memory = new SharedArrayBuffer(4)): VirtualClock {
  const elapsed = new Int32Array(memory);
  return {
    memory,
    now: () => START + Atomics.load(elapsed, 0),
    advance: (milliseconds) => {
      Atomics.add(elapsed, 0, Math.round(milliseconds));
    },
  };
}

/** Makes the clock this thread's: what the library, the AWS SDK and its signatures take for now. */
export function installClock({ now }: VirtualClock): void {
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    // A new instance is one of the real class, whose prototype the proxy shows as its own.
    construct: (target, args) => Reflect.construct(target, args.length === 0 ? [now()] : args),
    get: (target, property) => (property === 'now' ? now : Reflect.get(target, property)),
  });
}
