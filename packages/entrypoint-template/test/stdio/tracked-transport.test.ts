import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type JsonRpcMessage, TrackedTransport, type Wire } from '../../src/stdio/tracked-transport.ts';

let wire: Wire & { sent: JsonRpcMessage[] };
let transport: TrackedTransport;

beforeEach(async () => {
  const sent: JsonRpcMessage[] = [];
  wire = {
    sent,
    start: async () => {},
    send: async (message) => void sent.push(message),
    close: async () => wire.onclose?.(),
  };
  transport = new TrackedTransport(wire);
  await transport.start();
});

/** Whether `idle()` resolves before the next turn of the event loop. */
async function isIdle(): Promise<boolean> {
  return Promise.race([
    transport.idle().then(() => true),
    new Promise<boolean>((resolve) => setImmediate(resolve, false)),
  ]);
}

describe('a tracked transport', () => {
  it('is idle before any request', async () => {
    expect(await isIdle()).toBe(true);
  });

  it('waits for every request to be answered, by result or by error', async () => {
    wire.onmessage?.({ id: 1, method: 'tools/call' });
    wire.onmessage?.({ id: 'b', method: 'tools/call' });
    expect(await isIdle()).toBe(false);
    await transport.send({ id: 1 });
    expect(await isIdle()).toBe(false);
    await transport.send({ id: 'b' });
    expect(await isIdle()).toBe(true);
  });

  it('takes the ID 0 for the ID it is', async () => {
    wire.onmessage?.({ id: 0, method: 'tools/call' });
    expect(await isIdle()).toBe(false);
    await transport.send({ id: 0 });
    expect(await isIdle()).toBe(true);
  });

  it('does not take a request of the server for an answer', async () => {
    wire.onmessage?.({ id: 1, method: 'tools/call' });
    await transport.send({ id: 1, method: 'sampling/createMessage' });
    expect(await isIdle()).toBe(false);
  });

  it('does not wait for notifications, nor for answers of the client', async () => {
    wire.onmessage?.({ method: 'notifications/initialized' });
    wire.onmessage?.({ id: 9 });
    expect(await isIdle()).toBe(true);
  });

  it('does not wait for a cancelled request', async () => {
    wire.onmessage?.({ id: 1, method: 'tools/call' });
    wire.onmessage?.({ method: 'notifications/cancelled', params: { requestId: 1 } });
    expect(await isIdle()).toBe(true);
  });

  it('lets go of whoever waits when the connection is gone, and says so', async () => {
    const onclose = vi.fn();
    transport.onclose = onclose;
    wire.onmessage?.({ id: 1, method: 'tools/call' });
    const idle = transport.idle();
    await transport.close();
    await idle;
    expect(onclose).toHaveBeenCalledOnce();
  });

  it('passes messages, extras and errors on as they are', async () => {
    const onmessage = vi.fn();
    const onerror = vi.fn();
    Object.assign(transport, { onmessage, onerror });
    const [message, extra, error] = [{ id: 1, method: 'ping' }, { authInfo: {} }, new Error('broken line')];
    wire.onmessage?.(message, extra);
    wire.onerror?.(error);
    await transport.send(message);
    expect(onmessage).toHaveBeenCalledWith(message, extra);
    expect(onerror).toHaveBeenCalledWith(error);
    expect(wire.sent).toEqual([message]);
  });
});
