import type { Generation } from './protocol-versions.ts';
import type { ServerOutput } from './server-output.ts';
import { type ServerCommand, StdioTransport } from './stdio-transport.ts';

/** The part of a transport that both SDKs have. */
export interface ClientTransport {
  start(): Promise<void>;
  send(message: never, options?: never): Promise<void>;
  close(): Promise<void>;
  setProtocolVersion?(version: string): void;
}

/** Where the server is. Each transport is a connection of its own: a new process, or a new HTTP session. */
export interface Endpoint {
  transport(generation: Generation): Promise<ClientTransport>;
  /** Why the last connection ended, where that can be known. */
  exit(): string | undefined;
}

export function commandEndpoint(command: ServerCommand, output: ServerOutput): Endpoint {
  let last: StdioTransport | undefined;
  return {
    transport: async () => {
      last = new StdioTransport(command, output);
      return last;
    },
    exit: () => last?.exit,
  };
}

export function urlEndpoint(url: URL): Endpoint {
  return { transport: (generation) => httpTransport(url, generation), exit: () => undefined };
}

async function httpTransport(url: URL, generation: Generation): Promise<ClientTransport> {
  switch (generation) {
    case 'v1': {
      const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
      return new StreamableHTTPClientTransport(url);
    }
    case 'v2': {
      const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/client');
      return new StreamableHTTPClientTransport(url);
    }
  }
}
