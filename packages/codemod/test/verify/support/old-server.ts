// A server without an SDK, which knows one protocol version and lists its tools in pages: `node old-server.ts [loop]`.
import { createInterface } from 'node:readline';

const properties = { target_account_id: { type: 'string', description: 'Account' } };
const tool = (name: string) => ({ name, inputSchema: { type: 'object', properties } });

const RESULTS: Record<string, (params: { cursor?: string }) => object> = {
  initialize: () => ({
    protocolVersion: '2024-11-05',
    capabilities: { tools: {} },
    serverInfo: { name: 'old', version: '0.1.0' },
  }),
  'tools/list': ({ cursor }) =>
    cursor === undefined || process.argv[2] === 'loop'
      ? { tools: [tool(cursor === undefined ? 'first' : 'again')], nextCursor: 'next' }
      : { tools: [tool('second')] },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params = {} } = JSON.parse(line) as { id?: number; method: string; params?: object };
  const result = RESULTS[method]?.(params);
  const answer = result ? { result } : { error: { code: -32601, message: 'Method not found' } };
  if (id !== undefined) process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...answer })}\r\n`);
}
