const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

type Signal = (typeof SIGNALS)[number];
type Listener = (signal: Signal) => unknown;

export interface HeldSignals {
  /** Calls the listeners of the signal that came, if one did. */
  pass(): Promise<void>;
  /** Holds back no longer. */
  release(): void;
}

/**
 * Holds back what listeners that are added from now on would do on SIGTERM and SIGINT: a program's own handler closes its
 * connection or ends the process, and the answers under way would be lost.
 */
export function holdBackSignals(): HeldSignals {
  const held: { readonly event: string; readonly listener: Listener }[] = [];
  let received: Signal | undefined;
  const note = (signal: Signal) => {
    received = signal;
    for (const one of SIGNALS) process.off(one, note);
  };
  for (const signal of SIGNALS) process.on(signal, note);
  const hold = (event: string, listener: Listener) => {
    if (!SIGNALS.includes(event as Signal)) return;
    held.push({ event, listener });
    // This is told before the listener is added.
    process.nextTick(() => process.off(event, listener));
  };
  process.on('newListener', hold as never);
  const pass = async () => {
    const signal = received;
    const listeners = held.filter(({ event }) => event === signal);
    if (signal) await Promise.allSettled(listeners.map(async ({ listener }) => listener(signal)));
  };
  const release = () => {
    process.off('newListener', hold as never);
    for (const signal of SIGNALS) process.off(signal, note);
  };
  return { pass, release };
}
