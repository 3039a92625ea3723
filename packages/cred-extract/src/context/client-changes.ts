/** Something a program did to a client, to be done to another instance of it. */
export type ClientChange<Client extends object> = (client: Client) => void;

/** The methods by which a smithy middleware stack is changed in place. */
const STACK_CHANGES: ReadonlySet<PropertyKey> = new Set(['add', 'addRelativeTo', 'remove', 'removeByTag', 'use']);

interface WithMiddlewareStack {
  middlewareStack: object;
}

/** A client's middleware stack that tells `onChange` how to repeat what is done to it on another instance. */
export function observedStack<Client extends object>(
  stack: object,
  onChange: (change: ClientChange<Client>) => void,
): object {
  return new Proxy(stack, {
    get(target, property) {
      const method = Reflect.get(target, property);
      if (typeof method !== 'function') return method;
      return (...args: unknown[]) => {
        if (STACK_CHANGES.has(property)) onChange((client) => changeStack(client, property, args));
        return Reflect.apply(method, target, args);
      };
    },
  });
}

function changeStack(client: object, method: PropertyKey, args: unknown[]): void {
  const stack = (client as WithMiddlewareStack).middlewareStack;
  Reflect.apply(Reflect.get(stack, method), stack, args);
}
