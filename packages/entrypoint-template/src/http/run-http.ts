import type { Environment } from '../config.ts';
import { createLog } from '../log/create-log.ts';
import { createReadiness, type ReadyCheck } from '../readiness.ts';
import type { RunningServer } from '../running-server.ts';
import type { HttpHandler } from '../sdk/mcp-sdk.ts';
import { readAllowedNames } from './allowed-names.ts';
import { createCallSlots } from './call-slots.ts';
import { readHttpLimits } from './http-limits.ts';
import type { Address } from './listen.ts';
import { isLoopbackHost } from './loopback.ts';
import { serveHttp } from './serve-http.ts';

/**
 * Serves what `handler` answers over HTTP, with the limits, names and log that `env` describes.
 *
 * @throws ServeConfigurationError for a setting that cannot be followed, and an address that cannot be listened on.
 */
export async function runHttp(
  handler: HttpHandler,
  address: Address,
  options: { readonly env: Environment; readonly ready: ReadyCheck },
): Promise<RunningServer> {
  const { env, ready } = options;
  const limits = readHttpLimits(env);
  const log = createLog(env);
  const service = {
    handler,
    limits,
    names: readAllowedNames(env),
    onLoopback: isLoopbackHost(address.host),
    calls: createCallSlots(limits.concurrentCalls),
    identify: async () => ({ kind: 'anonymous' }) as const,
    isReady: createReadiness(ready, log),
  };
  return serveHttp(service, address, log);
}
