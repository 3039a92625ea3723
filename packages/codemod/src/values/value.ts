import type { Node } from 'ts-morph';

/** An expression as far as it could be followed, with what the parameters and loop variables in it stand for. */
export interface Value {
  readonly node: Node;
  readonly scope: Scope;
  /** The text of a property's key; `node` is where the key stands. */
  readonly text?: string;
  /** The parts of a value that is put together at run time, such as one of `Object.entries`. */
  readonly parts?: readonly Value[];
  /** The members that `const { name, ...rest } = tool` takes away from the rest. */
  readonly without?: ReadonlySet<string>;
  /** A member that an object is known not to have. */
  readonly isAbsent?: boolean;
}

/** What parameters and loop variables stand for at one place, and how many steps led there. */
export interface Scope {
  readonly bindings: ReadonlyMap<Node, Value>;
  readonly depth: number;
}

/** Several values; not complete when there may be more that are only known at run time. */
export interface Values {
  readonly values: readonly Value[];
  readonly isComplete: boolean;
}

export const NO_SCOPE: Scope = { bindings: new Map(), depth: 0 };
export const UNKNOWN: Values = { values: [], isComplete: false };

/** Constants and functions that are defined through one another end here rather than in an endless recursion. */
const MAX_DEPTH = 120;

/** Undefined when following values any further would not end. */
export function deeper({ bindings, depth }: Scope): Scope | undefined {
  return depth < MAX_DEPTH ? { bindings, depth: depth + 1 } : undefined;
}

export function bind(scope: Scope, declaration: Node, value: Value): Scope {
  return { ...scope, bindings: new Map(scope.bindings).set(declaration, value) };
}

export function merge(parts: readonly Values[]): Values {
  return { values: parts.flatMap(({ values }) => values), isComplete: parts.every(({ isComplete }) => isComplete) };
}

export function mapValues({ values, isComplete }: Values, change: (value: Value) => Value | undefined): Values {
  const changed = values.map(change);
  const known = changed.filter((value) => value !== undefined);
  return { values: known, isComplete: isComplete && known.length === changed.length };
}

export function flatMapValues({ values, isComplete }: Values, change: (value: Value) => Values): Values {
  const merged = merge(values.map(change));
  return { values: merged.values, isComplete: isComplete && merged.isComplete };
}
