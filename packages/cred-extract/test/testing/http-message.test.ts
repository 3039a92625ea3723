import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type HttpRequest, queryValue, readRequest, writeReply } from '../../src/testing/http-message.ts';

let received: HttpRequest | undefined;
const server = createServer(async (incoming, response) => {
  received = await readRequest(incoming);
  const status = Number(queryValue(received, 'status') ?? 200);
  writeReply(response, received.method, { status, headers: { 'x-own': 'yes' }, body: status === 204 ? '' : 'bödy' });
});

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

it('keeps the path as it was sent, and decodes the query', async () => {
  await send('GET', '/a%2Fb/../c//d?one=%201%2B&two&three=a=b&=empty&bad=%zz&one=again');
  expect(received?.path).toBe('/a%2Fb/../c//d');
  expect(received?.query).toEqual([
    ['one', ' 1+'],
    ['two', ''],
    ['three', 'a=b'],
    ['', 'empty'],
    ['bad', '%zz'],
    ['one', 'again'],
  ]);
});

it('joins repeated headers by commas, whatever they are called', async () => {
  await send('GET', '/', ['X-Twice: a', 'x-twice: b', 'Authorization: one', 'constructor: odd', '__proto__: odder']);
  expect(received?.headers).toMatchObject({ 'x-twice': 'a,b', authorization: 'one' });
  expect(received?.headers.constructor).toBe('odd');
  expect(received?.headers.tostring).toBeUndefined();
  expect(received?.headers.toString).toBeUndefined();
});

it('reads a body that comes in pieces', async () => {
  await send('POST', '/', ['transfer-encoding: chunked'], '3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n');
  expect(received?.body.toString()).toBe('abcde');
});

it('states the length of a body in bytes, also of one that HEAD leaves out', async () => {
  expect(await send('GET', '/')).toMatch(/content-length: 5\r\nx-own: yes\r\n.*\r\n\r\nbödy$/s);
  expect(await send('HEAD', '/')).toMatch(/content-length: 5\r\nx-own: yes\r\n.*\r\n\r\n$/s);
});

it('states no length where HTTP allows none', async () => {
  expect(await send('GET', '/?status=204')).not.toMatch(/content-length/i);
});

/** As raw text: a client library would tidy up what is under test. */
function send(method: string, target: string, headers: string[] = [], body = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    let answer = '';
    connect(port, '127.0.0.1')
      .setEncoding('utf8')
      .on('data', (chunk) => {
        answer += chunk;
      })
      .on('end', () => resolve(answer))
      .on('error', reject)
      .write([`${method} ${target} HTTP/1.1`, 'host: h', 'connection: close', ...headers, '', body].join('\r\n'));
  });
}
