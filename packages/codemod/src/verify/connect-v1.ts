import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { CLIENT_INFO } from './client-info.ts';
import type { ClientTransport } from './endpoint.ts';
import type { ListedTool, Session, ToolResult } from './types.ts';
import { VersionNotSpokenError } from './version-not-spoken.ts';

/** The client of SDK v1: `initialize` and the versions up to 2025-11-25. */
export async function connectV1(transport: ClientTransport, version: string, timeout: number): Promise<Session> {
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
  const client = new Client(CLIENT_INFO);
  const answered = offerVersion(transport, version);
  await client.connect(transport as never, { timeout }).catch((error: unknown) => {
    // The client refuses a version that it does not know; which one is the better message.
    if (answered.version === undefined) throw error;
  });
  if (answered.version !== version) throw new VersionNotSpokenError(answered.version);
  return {
    version,
    listTools: () => listAll(client, timeout),
    callTool: (name, args) => client.callTool({ name, arguments: args }, undefined, { timeout }) as Promise<ToolResult>,
    close: async () => {
      await client.close();
      await transport.close();
    },
  };
}

interface Channel {
  send(message: unknown, options?: unknown): Promise<void>;
  onmessage?: (message: unknown, extra?: unknown) => void;
}

/** The client always offers its newest version, so the offer is changed on its way out, and the answer read. */
function offerVersion(transport: ClientTransport, version: string): { version?: string } {
  const answered: { version?: string } = {};
  const channel = transport as unknown as Channel;
  const send = channel.send.bind(channel);
  channel.send = (message, options) => {
    const { method, params } = message as { method?: string; params?: object };
    if (method !== 'initialize') return send(message, options);
    const receive = channel.onmessage;
    channel.onmessage = (answer, extra) => {
      const { result } = answer as { result?: { protocolVersion?: unknown } };
      if (typeof result?.protocolVersion === 'string') answered.version = result.protocolVersion;
      receive?.(answer, extra);
    };
    return send({ ...(message as object), params: { ...params, protocolVersion: version } }, options);
  };
  return answered;
}

async function listAll(client: Client, timeout: number): Promise<readonly ListedTool[]> {
  if (!client.getServerCapabilities()?.tools) return [];
  const tools: unknown[] = [];
  const seen = new Set<string | undefined>();
  let cursor: string | undefined;
  do {
    seen.add(cursor);
    const page = await client.listTools(cursor === undefined ? {} : { cursor }, { timeout });
    tools.push(...page.tools);
    cursor = page.nextCursor;
    // A server that repeats a cursor would be listed for ever.
  } while (cursor !== undefined && !seen.has(cursor));
  return tools as ListedTool[];
}
