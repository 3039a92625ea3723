import type { AccountContextOptions } from '../context/account-contexts.ts';
import type { Transport } from './message.ts';
import { ToolCalls } from './tool-calls.ts';

const hooked = new WeakSet<object>();

/**
 * Gives every tool behind a transport the parameter, and every tool call its account, whatever registered the tool. The
 * transport is changed in place, so that it stays an instance of its class.
 */
export function hookTransport(transport: Transport, options: AccountContextOptions): void {
  if (hooked.has(transport)) return;
  hooked.add(transport);
  const send = transport.send.bind(transport) as (message: unknown, options?: unknown) => Promise<void>;
  const calls = new ToolCalls(send, options);
  wrapHandler(transport, 'onmessage', (deliver) => (message, extra) => calls.receive(message, extra, deliver));
  wrapHandler(transport, 'onclose', (closed) => (...args) => {
    calls.close();
    closed(...args);
  });
  transport.send = (async (message: unknown, sendOptions?: unknown) => {
    const answer = calls.respond(message);
    // Without waiting where there is nothing to wait for: messages keep their order.
    return send(answer instanceof Promise ? await answer : answer, sendOptions);
  }) as Transport['send'];
}

type Handler = (...args: unknown[]) => void;

/**
 * Puts `wrap` around whatever the SDK assigns to one of the transport's handlers, now or later. Some transports have a plain
 * property there, others an accessor that passes the handler on: on their class, or on themselves where others follow them too.
 */
function wrapHandler(transport: Transport, name: 'onmessage' | 'onclose', wrap: (handler: Handler) => Handler): void {
  const inherited = accessorOf(transport, name);
  const present: unknown = transport[name];
  let own = present;
  const assign = (handler: unknown) => {
    const wrapped = typeof handler === 'function' ? wrap(handler.bind(transport) as Handler) : handler;
    if (inherited) inherited.set?.call(transport, wrapped);
    else own = wrapped;
  };
  Object.defineProperty(transport, name, {
    configurable: true,
    enumerable: true,
    get: () => (inherited ? inherited.get?.call(transport) : own),
    set: assign,
  });
  if (present) assign(present);
}

function accessorOf(transport: object, name: string): PropertyDescriptor | undefined {
  for (let type = transport; type; type = Object.getPrototypeOf(type)) {
    const descriptor = Object.getOwnPropertyDescriptor(type, name);
    if (descriptor) return descriptor.set ? descriptor : undefined;
  }
  return undefined;
}
