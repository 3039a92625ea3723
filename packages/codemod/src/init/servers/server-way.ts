import type { PackageView } from '../decide.ts';
import type { Way } from '../types.ts';
import { type FoundServers, placeOf } from './find-servers.ts';

/** Where each version of the SDK keeps its stdio transport. */
const TRANSPORT_V1 = '@modelcontextprotocol/sdk/server/stdio.js';
const TRANSPORT_V2 = '@modelcontextprotocol/server/stdio';

/** One server for everybody: it is connected once, and the entry point keeps its clients apart. */
export function serverWay({ instances }: FoundServers, { manifest }: PackageView): Way | undefined {
  const free = instances.filter(({ starts }) => !starts);
  const [only] = free;
  if (!only || free.length > 1) return undefined;
  const { file, name } = only;
  const isV2 =
    manifest.dependencies.has('@modelcontextprotocol/server') &&
    !manifest.dependencies.has('@modelcontextprotocol/sdk');
  return {
    verdict: 'exported-server',
    reason: `${placeOf(only)} is one server for all requests, so they share it; a function that returns a new one would give each its own`,
    target: { kind: 'server', file, name, transport: isV2 ? TRANSPORT_V2 : TRANSPORT_V1 },
    settings: { environment: undefined, args: [] },
  };
}
