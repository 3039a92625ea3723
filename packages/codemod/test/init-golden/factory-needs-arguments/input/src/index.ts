import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { createServer } from './server.js';

const server = createServer(process.env.GREETING ?? 'hello');
await server.connect(new StdioServerTransport());
