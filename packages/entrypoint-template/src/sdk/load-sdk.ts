import { createRequire } from 'node:module';
import { ServeConfigurationError } from '../errors.ts';
import type { McpSdk, McpServerLike } from './mcp-sdk.ts';
import { createV1Sdk } from './v1.ts';
import { createV2Sdk, type V2Packages } from './v2.ts';

const require = createRequire(import.meta.url);

/**
 * The SDK that `server` was made with.
 *
 * SDK v2 recognises a server by its class, and its ESM and CommonJS builds have different classes, so the copy is chosen
 * that knows this one. SDK v1 takes any transport of its shape.
 *
 * @throws ServeConfigurationError when `server` is of neither SDK, or its SDK cannot be found from here.
 */
export async function loadSdkOf(server: McpServerLike): Promise<McpSdk> {
  // First, because loading the other SDK takes longer than everything else here.
  if (isV1Server(server)) return createV1Sdk();
  for (const load of [importV2, requireV2]) {
    const packages = await load().catch(ignoreAbsence);
    if (packages && isServerOf(packages, server)) return createV2Sdk(packages);
  }
  throw new ServeConfigurationError(UNKNOWN_SERVER);
}

const UNKNOWN_SERVER =
  'createServer must return an McpServer or Server of @modelcontextprotocol/sdk or @modelcontextprotocol/server. ' +
  'If it does, two copies of the SDK are installed: run npm dedupe.';

async function importV2(): Promise<V2Packages> {
  return {
    server: await import('@modelcontextprotocol/server'),
    stdio: await import('@modelcontextprotocol/server/stdio'),
  };
}

async function requireV2(): Promise<V2Packages> {
  return {
    server: require('@modelcontextprotocol/server') as V2Packages['server'],
    stdio: require('@modelcontextprotocol/server/stdio') as V2Packages['stdio'],
  };
}

function isServerOf({ server: sdk }: V2Packages, server: McpServerLike): boolean {
  return server instanceof sdk.McpServer || server instanceof sdk.Server;
}

/** `McpServer` lost `tool` in v2; the low-level `Server` gained `getNegotiatedProtocolVersion` there. */
function isV1Server(server: McpServerLike): boolean {
  if (typeof server?.connect !== 'function') return false;
  return 'tool' in server || ('setRequestHandler' in server && !('getNegotiatedProtocolVersion' in server));
}

/** An SDK that is not installed is not the one the server was made with. */
function ignoreAbsence(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND') return undefined;
  throw error;
}
