import { McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { registerBuckets } from './buckets.js';
import { createContext } from './context.js';
import { registerQueues } from './queues.js';
import { registerTables } from './tables.js';

const server = new McpServer({ name: 'golden', version: '1.0.0' });
const context = createContext(server, { team: 'team-1' }, []);

registerBuckets(context);
registerQueues(context);
registerTables(context);

await server.connect(new StdioServerTransport());
