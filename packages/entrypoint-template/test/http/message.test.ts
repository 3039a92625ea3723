import { describe, expect, it } from 'vitest';
import { callIdsOf, isMessageOrBatch, namesOf, pingIdOf, withoutNullParams } from '../../src/http/message.ts';

const call = (id: unknown, method = 'tools/call') => ({ jsonrpc: '2.0', id, method });

describe('params that are null', () => {
  it('are dropped, in a batch too, and nothing else is', () => {
    const message = { ...call(1), params: null, extra: null };
    expect(withoutNullParams(message)).toEqual({ ...call(1), extra: null });
    expect(withoutNullParams([message, 1, null])).toEqual([{ ...call(1), extra: null }, 1, null]);
    const whole = { ...call(1), params: { a: null } };
    expect(withoutNullParams(whole)).toBe(whole);
  });

  it('leave what came with them what it was', () => {
    const message = JSON.parse('{"params":null,"__proto__":{"polluted":true}}');
    const result = withoutNullParams(message) as { polluted?: boolean };
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(result.polluted).toBeUndefined();
  });
});

describe('a ping', () => {
  it.each([
    [call(1, 'ping'), 1],
    [call('a', 'ping'), 'a'],
    [{ ...call(0, 'ping'), params: {} }, 0],
  ])('is %j', (body, id) => {
    expect(pingIdOf(body)).toBe(id);
  });

  it.each([
    call(1, 'pong'),
    call(null, 'ping'),
    call(1.5, 'ping'),
    call({}, 'ping'),
    { ...call(1, 'ping'), jsonrpc: 2 },
    { ...call(1, 'ping'), params: 'x' },
    { method: 'ping', jsonrpc: '2.0' },
    [call(1, 'ping')],
    'ping',
    null,
  ])('is not %j', (body) => {
    expect(pingIdOf(body)).toBeUndefined();
  });
});

describe('the calls of a body', () => {
  it('are its requests, and no notification, answer or stream of notifications', () => {
    expect(callIdsOf(call(7))).toEqual([7]);
    expect(callIdsOf(call(undefined, 'notifications/initialized'))).toEqual([]);
    expect(callIdsOf({ jsonrpc: '2.0', id: 1, result: {} })).toEqual([]);
    expect(callIdsOf(call(1, 'subscriptions/listen'))).toEqual([]);
    expect(callIdsOf([call(1), call('b'), call(undefined), null, 3])).toEqual([1, 'b']);
  });
});

describe('a body', () => {
  it.each([{}, [{}], Array(100).fill({})])('may be a message', (body) => {
    expect(isMessageOrBatch(body)).toBe(true);
  });

  it.each([[[]], [Array(101).fill({})], [null], ['x'], [1], [true]])('may be none', (body) => {
    expect(isMessageOrBatch(body)).toBe(false);
  });
});

describe('the names in a log', () => {
  it('are the method and the tool, cut where they are long', () => {
    expect(namesOf({ ...call(1), params: { name: 'echo', arguments: { a: 1 } } })).toEqual({
      method: 'tools/call',
      tool: 'echo',
    });
    expect(namesOf({ ...call(1, 'm'.repeat(500)), params: {} })).toEqual({ method: 'm'.repeat(128) });
    expect(namesOf({ ...call(1), params: { name: 't'.repeat(500) } }).tool).toHaveLength(128);
  });

  it('are absent where there are none', () => {
    const bodies = [null, [], 'x', { method: 1 }, { method: 'prompts/get', params: { name: 'secret' } }];
    expect(bodies.map(namesOf)).toEqual([{}, {}, {}, {}, { method: 'prompts/get' }]);
    expect(namesOf({ ...call(1), params: { name: { toString: 'x' } } })).toEqual({ method: 'tools/call' });
  });
});
