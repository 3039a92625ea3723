import type { DistinctHeaders } from './bearer-token.ts';
import type { Refusal } from './verdict.ts';

/**
 * The one header by which AgentCore lets a client choose: it passes `X-Amzn-Bedrock-AgentCore-Runtime-Custom-*` on.
 * https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-header-allowlist.html
 */
const TARGET_ACCOUNT_HEADER = 'x-amzn-bedrock-agentcore-runtime-custom-target-account';

/** As long as an alias may be. A comma is where a proxy has joined two headers. */
const ONE_NAME = /^[\x20-\x2b\x2d-\x7e]{1,128}$/;

/**
 * The account of calls that name none. A header that says nothing, or two things, is refused: as no header it would mean the
 * server's own account.
 */
export function targetAccountOf(headers: DistinctHeaders): { readonly targetAccountId?: string } | Refusal {
  const values = headers[TARGET_ACCOUNT_HEADER] ?? [];
  const [value, ...others] = values.map((one) => one.trim());
  if (value === undefined) return {};
  if (others.length === 0 && ONE_NAME.test(value)) return { targetAccountId: value };
  const message = `The header ${TARGET_ACCOUNT_HEADER} must be one account ID, or an alias in ASCII.`;
  return { kind: 'refused', status: 400, message };
}
