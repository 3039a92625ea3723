import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { messageOf, post } from '../support/http.ts';
import { ACCOUNTS } from '../support/team-accounts.ts';

it('the calls of a program that connects itself are spans, each with its own account', async () => {
  const file = fileURLToPath(new URL('../support/traced-program.ts', import.meta.url));
  const env = { PATH: process.env.PATH, MCP_TRANSPORT: 'http', MCP_PORT: '0' };
  const child = spawn(process.execPath, [file], { env });
  let printed = '';
  child.stderr.on('data', (chunk) => {
    printed += chunk;
  });
  await vi.waitFor(() => expect(printed).toContain('listening on'), { timeout: 20_000 });
  const url = /http:\/\/[^"\s]+\/mcp/.exec(printed)?.[0] ?? '';
  const targets = Array.from({ length: 24 }, (_, id) => [...ACCOUNTS, '000000000000'][id % 9] as string);
  const calls = targets.map(async (target_account_id, id) => {
    const params = { name: 'where', arguments: { target_account_id } };
    return messageOf(await post(url, { jsonrpc: '2.0', id, method: 'tools/call', params }));
  });
  await Promise.all(calls);
  child.kill('SIGTERM');
  await once(child, 'close');
  const spans = [...printed.matchAll(/^span (.*)$/gm)].map(([, line]) => JSON.parse(line as string));
  const seen = new Map(spans.map(([, attributes]) => [Number(attributes['jsonrpc.request.id']), attributes]));
  expect(spans.map(([name]) => name)).toEqual(targets.map(() => 'tools/call where'));
  targets.forEach((target, id) => {
    const isKnown = target !== '000000000000';
    expect(seen.get(id)?.['mcp_multi_account.account']).toBe(isKnown ? target : undefined);
    expect(seen.get(id)?.['error.type']).toBe(isKnown ? undefined : 'ACCOUNT_NOT_FOUND');
  });
});
