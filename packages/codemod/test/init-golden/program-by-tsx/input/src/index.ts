import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { createServer } from './server';

const server = createServer();
console.error('listening', server.isConnected());
await server.connect(new StdioServerTransport());
