import type { Environment } from '../configuration/serve-config.ts';
import { createIdentify } from '../identity/identify.ts';
import { readIdentityConfig } from '../identity/identity-config.ts';
import { protectedResourceAt } from '../identity/protected-resource.ts';
import { requirePlatform } from '../identity/require-platform.ts';
import { createLog } from '../log/create-log.ts';
import { createReadiness, type ReadyCheck } from '../readiness.ts';
import type { RunningServer } from '../running-server.ts';
import type { HttpHandler } from '../sdk/mcp-sdk.ts';
import { withRequestContext } from '../sdk/with-request-context.ts';
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
  const identity = readIdentityConfig(env);
  const onLoopback = isLoopbackHost(address.host);
  requirePlatform(identity, env, onLoopback);
  const log = createLog(env);
  const service = {
    handler: withRequestContext(handler),
    limits,
    names: readAllowedNames(env),
    onLoopback,
    calls: createCallSlots(limits.concurrentCalls),
    identify: await createIdentify(identity),
    protectedResourceAt: (path: string) => protectedResourceAt(path, identity),
    isReady: createReadiness(ready, log),
  };
  return serveHttp(service, address, log);
}
