import { FastMCP } from 'fastmcp';

const server = new FastMCP({ name: 'greeter', version: '1.0.0' });

server.addTool({ name: 'greet', description: 'Says hello', execute: async () => 'hello' });

await server.start({ transportType: 'httpStream', httpStream: { port: 8080 } });
