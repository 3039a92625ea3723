import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { verify } from '../../src/verify/verify.ts';

const SERVER = fileURLToPath(new URL('support/server.py', import.meta.url));

function verifyPython(kind: string) {
  return verify({ kind: 'command', command: 'python3', args: [SERVER, kind] });
}

describe.concurrent('verify of a server in Python', () => {
  it('passes one that takes the parameter as an optional string and refuses an account by the typed error', async () => {
    const { summary, calls } = await verifyPython('takes');
    expect(summary).toMatchObject({ ok: true, protocols: 4, failures: [], warnings: [] });
    expect(calls.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual(Array(4).fill('wrong-account passed'));
  });

  it('names a tool that takes the parameter and answers as if it did not', async () => {
    const { summary } = await verifyPython('ignores');
    expect(summary.failures).toEqual([
      'list_buckets (unregistered account): answered as if there were such an account',
    ]);
  });

  it('names a tool that does not take it, and does not call it', async () => {
    const { summary, calls } = await verifyPython('lacks');
    expect(summary.failures).toEqual(['list_buckets: does not list target_account_id']);
    expect(calls).toEqual([]);
  });
});
