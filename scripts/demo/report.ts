import type { SignedRequest } from '@mcp-multi-account/cred-extract/testing';
import type { DemoAccount } from './accounts.ts';
import type { JudgedCall } from './call.ts';
import type { Conversion } from './convert.ts';
import { formatTable } from './table.ts';

/** How large each diff is, and how many tools and AWS clients it covers. */
export function diffTable(conversions: readonly Conversion[]): string {
  const rows = conversions.map(({ example, summary: { files, tools, clients } }) => [
    example,
    String(files.changed),
    `+${files.added} -${files.removed}`,
    `${tools.total - tools.manual} of ${tools.total}`,
    `${clients.source} of ${clients.total}`,
  ]);
  return formatTable(['server', 'files', 'diff', 'tools', 'AWS clients'], rows);
}

/** Every tool, where it stands and how it came to take `target_account_id`. */
export function coverageTable(conversions: readonly Conversion[]): string {
  const rows = conversions.flatMap(({ example, tools }) =>
    tools.map(({ name, file, line, verdict, how }) => [example, name, `${file}:${line}`, verdict, how]),
  );
  return formatTable(['server', 'tool', 'where', 'verdict', 'covered in'], rows);
}

/** For each kind of call, what it came to in every server. */
export function kindsTable(servers: ReadonlyMap<string, ReadonlyMap<string, JudgedCall>>): string {
  const kinds = [...(servers.values().next().value?.keys() ?? [])];
  const rows = kinds.map((kind) => [kind, ...[...servers.values()].map((calls) => cellOf(calls.get(kind)))]);
  return formatTable(['call', ...servers.keys()], rows);
}

function cellOf(call: JudgedCall | undefined): string {
  if (call?.verdict !== 'right') return (call?.verdict ?? 'missing').toUpperCase();
  const { expected } = call.planned;
  return expected.kind === 'data' ? expected.accountId : expected.errorType;
}

/** For each account and server, how many of the calls asked of the account it signed, and as whom. */
export function signersTable(
  accounts: readonly DemoAccount[],
  servers: ReadonlyMap<string, { readonly calls: readonly JudgedCall[]; readonly requests: readonly SignedRequest[] }>,
): string {
  const rows = accounts.map(({ accountId, kind }) => {
    const cells = [...servers.values()].map(({ calls, requests }) => {
      const asked = calls.filter(({ planned }) => planned.account.accountId === accountId).length;
      return `${requests.filter((request) => request.accountId === accountId).length} of ${asked}`;
    });
    const signed = [...servers.values()].flatMap(({ requests }) => requests.filter((it) => it.accountId === accountId));
    return [accountId, kind, [...new Set(signed.map(({ principal }) => principal))].join(', '), ...cells];
  });
  return formatTable(['account', 'kind', 'signed by', ...servers.keys()], rows);
}
