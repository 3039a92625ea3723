import { CLIENT_INFO } from './client-info.ts';
import type { ClientTransport } from './endpoint.ts';
import type { ListedTool, Session, ToolResult } from './types.ts';

/** The client of SDK v2: `server/discover` and the versions since 2026-07-28. */
export async function connectV2(transport: ClientTransport, version: string, timeout: number): Promise<Session> {
  const { Client } = await import('@modelcontextprotocol/client');
  const client = new Client(CLIENT_INFO, {
    versionNegotiation: { mode: { pin: version }, probe: { timeoutMs: timeout } },
  });
  await client.connect(transport as never, { timeout });
  return {
    version,
    // Without the capability the client would print a remark to standard output.
    listTools: async () =>
      client.getServerCapabilities()?.tools
        ? ((await client.listTools({}, { timeout })).tools as unknown as ListedTool[])
        : [],
    callTool: (name, args) => client.callTool({ name, arguments: args }, { timeout }) as unknown as Promise<ToolResult>,
    close: async () => {
      await client.close();
      await transport.close();
    },
  };
}
