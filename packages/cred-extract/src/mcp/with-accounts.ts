import type { AccountContextOptions } from '../context/account-contexts.ts';
import { ConfigurationError } from '../errors.ts';
import { isFastMcpServer } from './fastmcp/fastmcp-server.ts';
import { withFastMcpAccounts } from './fastmcp/with-fastmcp-accounts.ts';
import type { Transport } from './message.ts';
import { hookTransport } from './transport-hook.ts';

/** The part of a low-level `Server` that both SDKs have. */
interface ConnectableServer {
  connect(transport: never): Promise<void>;
  transport?: unknown;
}

const wrapped = new WeakSet<object>();

/**
 * Gives every tool of a server `target_account_id`, and every call its account, in one line:
 *
 * ```ts
 * const server = withAccounts(new McpServer({ name: 'inventory', version: '1.0.0' }));
 * ```
 *
 * Takes an `McpServer` or a low-level `Server` of SDK v1 or v2, before or after it is connected, and returns the same
 * object. It works on the transport, so it reaches tools that are registered in loops, by classes or by other libraries. The
 * server's own validation and handlers do not see the argument. AWS clients must still follow the account: `perAccount`.
 *
 * Takes a `FastMCP` server as well, before its tools are added: that one shows nobody its transport.
 *
 * @throws ConfigurationError when `server` is none of these.
 */
export function withAccounts<Server extends object>(server: Server, options: AccountContextOptions = {}): Server {
  if (isFastMcpServer(server)) {
    if (!wrapped.has(server)) withFastMcpAccounts(server, options);
    wrapped.add(server);
    return server;
  }
  const target = connectable(server);
  if (wrapped.has(target)) return server;
  wrapped.add(target);
  if (isTransport(target.transport)) hookTransport(target.transport, options);
  const connect = target.connect.bind(target) as (transport: Transport) => Promise<void>;
  target.connect = ((transport: Transport) => {
    hookTransport(transport, options);
    return connect(transport);
  }) as ConnectableServer['connect'];
  return server;
}

/** An `McpServer` passes `connect` on to the low-level server it holds, which others may also connect directly. */
function connectable(server: object): ConnectableServer {
  const inner = (server as { server?: unknown }).server;
  const candidate = isConnectable(inner) ? inner : server;
  if (isConnectable(candidate)) return candidate;
  throw new ConfigurationError(
    'withAccounts takes an McpServer or a Server of the MCP TypeScript SDK, or a FastMCP server.',
  );
}

function isConnectable(value: unknown): value is ConnectableServer {
  return typeof value === 'object' && value !== null && typeof (value as ConnectableServer).connect === 'function';
}

function isTransport(value: unknown): value is Transport {
  return typeof value === 'object' && value !== null && typeof (value as Transport).send === 'function';
}
