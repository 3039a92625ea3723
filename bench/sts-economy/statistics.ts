export function median(values: readonly number[]): number {
  const sorted = [...values].sort((first, second) => first - second);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Shorter than this part of all are the times that count: the others met the garbage collector or another process. */
const KEPT = 0.98;

export interface Mean {
  readonly mean: number;
  /** The standard error of the mean. */
  readonly error: number;
}

/** The mean of all but the longest times. */
export function trimmed(times: readonly number[]): Mean {
  const sorted = [...times].sort((first, second) => first - second);
  const kept = sorted.slice(0, Math.ceil(sorted.length * KEPT));
  const mean = kept.reduce((sum, time) => sum + time, 0) / kept.length;
  const variance = kept.reduce((sum, time) => sum + (time - mean) ** 2, 0) / kept.length;
  return { mean, error: Math.sqrt(variance / kept.length) };
}
