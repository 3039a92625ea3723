import { mayUse, type SoakAccount, type Subject, type World } from './world.ts';

/** One tool call, and how much of the world its caller may see. */
export interface PlannedCall {
  readonly subject: Subject;
  /** Undefined for a call without a target. */
  readonly account: SoakAccount | undefined;
  readonly byAlias: boolean;
  readonly newClient: boolean;
  readonly cancelled: boolean;
}

/** Numbers in [0, 1) that a seed decides. Source: mulberry32, in the public domain. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Calls in a random order that a seed decides; one in ten asks for any account at all, mostly one that is denied. */
export function callPlan(world: World, random: () => number): () => PlannedCall {
  const allowed = new Map(
    world.subjects.map((subject) => [subject, world.accounts.filter((account) => mayUse(subject, account))]),
  );
  const oneOf = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  return () => {
    const subject = oneOf(world.subjects);
    const accounts = random() < 0.1 ? world.accounts : (allowed.get(subject) as readonly SoakAccount[]);
    return {
      subject,
      account: random() < 0.03 ? undefined : oneOf(accounts),
      byAlias: random() < 0.5,
      newClient: random() < 0.1,
      cancelled: random() < 0.005,
    };
  };
}
