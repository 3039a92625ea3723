import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { loadGreetings } from './greetings.js';
import { createServer } from './server.js';

await loadGreetings();
const server = createServer();
await server.connect(new StdioServerTransport());
