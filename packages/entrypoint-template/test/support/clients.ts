import * as v2 from '@modelcontextprotocol/client';
import { StdioClientTransport as V2Stdio } from '@modelcontextprotocol/client/stdio';
import { Client as V1Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as V1Stdio } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as V1Http } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { programCommand } from './child.ts';

const INFO = { name: 'test-client', version: '1.0.0' };

/** What both SDKs' clients can do. */
export interface TestClient {
  listTools(): Promise<{ tools: { name: string }[] }>;
  echo(text: string, ms?: number): Promise<string>;
  protocolVersion(): string | undefined;
  close(): Promise<void>;
}

interface Connection {
  http(url: string): Promise<TestClient>;
  stdio(kind: string): Promise<TestClient>;
}

/** One client of every protocol generation. */
export const CLIENTS: Readonly<Record<string, Connection>> = {
  'v1 client': {
    http: (url) => connectV1(new V1Http(new URL(url))),
    stdio: (kind) => connectV1(new V1Stdio({ ...programCommand(kind), stderr: 'ignore' })),
  },
  'v2 client': {
    http: (url) => connectV2(new v2.StreamableHTTPClientTransport(new URL(url)), 'auto'),
    stdio: (kind) => connectV2(new V2Stdio({ ...programCommand(kind), stderr: 'ignore' }), 'auto'),
  },
};

async function connectV1(transport: V1Http | V1Stdio): Promise<TestClient> {
  const client = new V1Client(INFO);
  await client.connect(transport as never);
  return asTestClient(client);
}

async function connectV2(transport: v2.Transport, mode: 'auto'): Promise<TestClient> {
  const client = new v2.Client(INFO, { versionNegotiation: { mode } });
  await client.connect(transport);
  return asTestClient(client);
}

function asTestClient(client: V1Client | v2.Client): TestClient {
  return {
    listTools: () => client.listTools(),
    protocolVersion: () =>
      'getNegotiatedProtocolVersion' in client ? client.getNegotiatedProtocolVersion() : undefined,
    close: () => client.close(),
    echo: async (text, ms = 0) => {
      const result = await client.callTool({ name: 'echo', arguments: { text, ms } });
      return (result.content as { text: string }[])[0]?.text ?? '';
    },
  };
}
