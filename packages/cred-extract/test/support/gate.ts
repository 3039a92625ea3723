/** A promise and what settles it. */
export interface Gate<Value> {
  readonly promise: Promise<Value>;
  resolve(value: Value): void;
  reject(error: unknown): void;
}

export function gate<Value = void>(): Gate<Value> {
  let settle: Pick<Gate<Value>, 'resolve' | 'reject'> | undefined;
  const promise = new Promise<Value>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...(settle as Pick<Gate<Value>, 'resolve' | 'reject'>) };
}
