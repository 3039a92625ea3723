import { FastMCP } from 'fastmcp';

const server = new FastMCP({ name: 'greeter', version: '1.0.0' });

server.addTool({ name: 'greet', description: 'Says hello', execute: async () => 'hello' });

const transport = process.env['GREETER_TRANSPORT'] ?? 'http';

if (transport === 'stdio') {
  await server.start({ transportType: 'stdio' });
} else {
  await server.start({ transportType: 'httpStream', httpStream: { port: 8080 } });
}
