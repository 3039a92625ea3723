import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';

export class StdioTransport {
  readonly #server: Server;

  constructor({ server }: { server: Server }) {
    this.#server = server;
  }

  listen(): void {
    void this.#server.connect(new StdioServerTransport());
  }
}
