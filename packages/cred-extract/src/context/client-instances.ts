import { LRUCache } from 'lru-cache';
import { activeSession } from './account-context.ts';
import { type AwsConfig, accountAwsConfig, serverAwsConfig } from './aws-config.ts';
import { type ClientChange, observedStack } from './client-changes.ts';
import { adoptObtainedKeys } from './guard/obtained-keys.ts';

/** Accounts whose instance of a client is kept; the least recently used goes first and is made anew when needed (0.15 ms). */
const MAX_INSTANCES = 100;

/** The real clients behind one `perAccount` client: the server's own, and one for each account and region in use. */
export class ClientInstances<Client extends object> {
  readonly #factory: (aws: AwsConfig) => Client;
  /** What the program did to the client outside of any call, such as adding a middleware at start-up: it meant all instances. */
  readonly #changes: ClientChange<Client>[] = [];
  readonly #methods = new WeakMap<Client, Map<PropertyKey, { method: object; bound: object }>>();
  #server: Client | undefined;
  #accounts: LRUCache<string, Client> | undefined;

  constructor(factory: (aws: AwsConfig) => Client) {
    this.#factory = factory;
  }

  /** The instance of the account that the current call runs as. */
  current(): Client {
    const session = activeSession();
    if (!session) return this.#serverInstance();
    const key = `${session.key} ${session.info.region ?? ''}`;
    this.#accounts ??= new LRUCache({ max: MAX_INSTANCES });
    let client = this.#accounts.get(key);
    if (!client) {
      client = this.#factory(accountAwsConfig(session));
      adoptObtainedKeys(client, session);
      for (const change of this.#changes) change(client);
      this.#accounts.set(key, client);
    }
    return client;
  }

  read(property: PropertyKey): unknown {
    const client = this.current();
    const value: unknown = Reflect.get(client, property, client);
    if (client === this.#server) {
      if (property === 'middlewareStack' && value)
        return observedStack<Client>(value, (change) => this.#changeAccounts(change));
      if (property === 'destroy' && value) return () => this.#destroy();
    }
    return typeof value === 'function' ? this.#bind(client, property, value) : value;
  }

  /** Inside a call for an account the change is that instance's alone; outside, every instance's. */
  change(change: (client: Client) => boolean): boolean {
    const client = this.current();
    if (client === this.#server) this.#changeAccounts(change);
    return change(client);
  }

  #changeAccounts(change: ClientChange<Client>): void {
    this.#changes.push(change);
    this.#accounts?.forEach((client) => {
      change(client);
    });
  }

  #serverInstance(): Client {
    this.#server ??= this.#factory(serverAwsConfig);
    return this.#server;
  }

  /** A method runs on the instance it was read from, and is the same function each time, as callers may compare it. */
  #bind(client: Client, property: PropertyKey, method: object): object {
    // The class itself: called with `new` and compared with `===`, neither of which survives binding.
    if (property === 'constructor') return method;
    const methods = this.#methods.get(client) ?? new Map<PropertyKey, { method: object; bound: object }>();
    this.#methods.set(client, methods);
    const known = methods.get(property);
    if (known?.method === method) return known.bound;
    const bound = Function.prototype.bind.call(method as () => unknown, client);
    // Spies and stubs carry their controls as properties of the function.
    Object.setPrototypeOf(bound, method);
    methods.set(property, { method, bound });
    return bound;
  }

  /** Outside of a call `destroy` ends the client as the program knows it: all its instances. */
  #destroy(): void {
    const clients = [this.#server, ...(this.#accounts?.values() ?? [])];
    this.#server = undefined;
    this.#accounts = undefined;
    for (const client of clients) (client as { destroy?: () => void } | undefined)?.destroy?.();
  }
}
