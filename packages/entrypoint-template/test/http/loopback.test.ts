import { describe, expect, it } from 'vitest';
import { comesFromLoopback, isLoopbackHost } from '../../src/http/loopback.ts';

describe('a loopback host', () => {
  it.each(['localhost', 'LOCALHOST', '127.0.0.1', '127.9.9.9', '::1', '[::1]'])('is %s', (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  });

  it.each(['0.0.0.0', '::', '10.0.0.1', '127.example', '127.0.0.1.example', 'localhost.example', ''])(
    'is not %j',
    (host) => {
      expect(isLoopbackHost(host)).toBe(false);
    },
  );
});

describe('a request comes from loopback', () => {
  it.each(['localhost:8000', '127.0.0.1', '[::1]:8000'])('when it was sent to %s', (host) => {
    expect(comesFromLoopback({ host })).toBe(true);
  });

  it.each([undefined, '', 'example.com', '[::1', 'localhost:99999', 'a b'])('not when it was sent to %j', (host) => {
    expect(comesFromLoopback(host === undefined ? {} : { host })).toBe(false);
  });

  it.each(['http://localhost:6274', 'https://127.0.0.1'])('when its page is of %s', (origin) => {
    expect(comesFromLoopback({ host: 'localhost', origin })).toBe(true);
  });

  it.each(['https://example.com', 'null', '', 'http://localhost.example'])('not when its page is of %j', (origin) => {
    expect(comesFromLoopback({ host: 'localhost', origin })).toBe(false);
  });
});
