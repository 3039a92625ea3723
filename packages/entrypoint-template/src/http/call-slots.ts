/** How much of the server calls have at once, and since when. */
export interface CallSlots {
  /** For one request, which may bring several calls. */
  admission(): Admission;
  /** Whether calls run, and since when that is so: seconds since 1970. */
  activity(): { readonly busy: boolean; readonly since: number };
}

export interface Admission {
  /** Makes it `calls` that this request has, if there is room. It never has fewer than before. */
  hold(calls: number): boolean;
  /** The same for the bytes of its body. */
  keep(bytes: number): boolean;
  release(): void;
}

/** Of all bodies together: a thousand of the largest would be 4 GB. */
const MAX_BYTES = 128 * 1024 * 1024;

export function createCallSlots(most: number): CallSlots {
  let taken = 0;
  let kept = 0;
  let changed = Date.now();

  function take(calls: number): void {
    const wasBusy = taken > 0;
    taken += calls;
    if (taken > 0 !== wasBusy) changed = Date.now();
  }

  function admission(): Admission {
    let held = 0;
    let bytes = 0;
    // A request whose client is gone has nothing to release any more.
    let released = false;
    return {
      hold: (calls) => {
        const more = Math.max(0, calls - held);
        if (released || taken + more > most) return false;
        take(more);
        held += more;
        return true;
      },
      keep: (size) => {
        const more = Math.max(0, size - bytes);
        if (released || kept + more > MAX_BYTES) return false;
        kept += more;
        bytes += more;
        return true;
      },
      release: () => {
        released = true;
        take(-held);
        kept -= bytes;
        held = 0;
        bytes = 0;
      },
    };
  }

  return { admission, activity: () => ({ busy: taken > 0, since: Math.floor(changed / 1000) }) };
}
