/**
 * A value that is in hand already, or one to wait for. What every tool call passes through goes on at once in the first case:
 * each promise between its arrival and its handler costs the server about as much as the look-up that it is for.
 */
export type MaybePromise<Value> = Value | Promise<Value>;

export function isPromise<Value>(value: MaybePromise<Value>): value is Promise<Value> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
