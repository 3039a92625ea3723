/** How many calls run at once, and since when. */
export interface CallSlots {
  /** For one request, which may bring several calls. */
  admission(): Admission;
  /** Whether calls run, and since when that is so: seconds since 1970. */
  activity(): { readonly busy: boolean; readonly since: number };
}

export interface Admission {
  /** Makes it `calls` that this request has, if there is room. It never has fewer than before. */
  hold(calls: number): boolean;
  release(): void;
}

export function createCallSlots(most: number): CallSlots {
  let taken = 0;
  let changed = Date.now();

  function take(calls: number): void {
    const wasBusy = taken > 0;
    taken += calls;
    if (taken > 0 !== wasBusy) changed = Date.now();
  }

  function admission(): Admission {
    let held = 0;
    let released = false;
    return {
      hold: (calls) => {
        const more = Math.max(0, calls - held);
        // A request whose client is gone has nothing to release any more.
        if (released || taken + more > most) return false;
        take(more);
        held += more;
        return true;
      },
      release: () => {
        released = true;
        take(-held);
        held = 0;
      },
    };
  }

  return { admission, activity: () => ({ busy: taken > 0, since: Math.floor(changed / 1000) }) };
}
