import { describe, expect, it } from 'vitest';
import { ProtocolLines } from '../../src/program/protocol-lines.ts';

const PING = '{"jsonrpc":"2.0","id":1,"method":"ping"}\n';

function read(...chunks: (string | Buffer)[]): { messages: string[]; text: string[]; rest: string } {
  const [messages, text]: [string[], string[]] = [[], []];
  const lines = new ProtocolLines({ onMessages: (_, line) => messages.push(line), onText: (one) => text.push(one) });
  for (const chunk of chunks) lines.write(chunk);
  return { messages, text, rest: lines.takeRest() };
}

describe('the output of a program', () => {
  it('is messages, and everything else in its place', () => {
    const batch = `[${PING.trim()},${PING.trim()}]\n`;
    const chunk = `starting\n${PING}{"level":30}\n\n${batch}[1]\n[info] x\n[{}]\n[]\n`;
    const text = ['starting\n', '{"level":30}\n', '\n', '[1]\n', '[info] x\n', '[{}]\n', '[]\n'];
    expect(read(chunk)).toEqual({ messages: [PING, batch], text, rest: '' });
  });

  it('is put together from any pieces', () => {
    const message = '{"jsonrpc":"2.0","id":"é€😀","result":{}}\r\n';
    const bytes = Buffer.from(message + message);
    for (let size = 1; size < bytes.length; size += 1) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      );
      expect(read(...chunks)).toEqual({ messages: [message, message], text: [], rest: '' });
    }
  });

  it('passes on at once what cannot become a message, so that the next message stands alone', () => {
    expect(read('Loading', '...', '[==', PING)).toEqual({
      messages: [PING],
      text: ['Loading', '...', '[=='],
      rest: '',
    });
  });

  it('keeps what may become one', () => {
    expect(read('{"jsonrpc":')).toEqual({ messages: [], text: [], rest: '{"jsonrpc":' });
  });

  it.each([
    '{"jsonrpc":"2.0"}',
    '{"jsonrpc":"2.0","id":1}',
    '{"jsonrpc":"2.0","id":{},"result":1}',
    '{"jsonrpc":"2.0","id":1,"result":1,"error":{}}',
    '{"jsonrpc":"2.0","method":1}',
    '{"jsonrpc":"2.0","id":null,"method":"ping"}',
    '{"jsonrpc":"2.0","method":"a","params":[1]}',
    '{not json}',
  ])('takes %s for no message', (line) => {
    expect(read(`${line}\n`)).toEqual({ messages: [], text: [`${line}\n`], rest: '' });
  });

  it('takes a long message in a time that grows with its length', () => {
    const message = `{"jsonrpc":"2.0","id":1,"result":"${'x'.repeat(20_000_000)}"}\n`;
    const began = performance.now();
    expect(read(message).messages[0]?.length).toBe(message.length);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
