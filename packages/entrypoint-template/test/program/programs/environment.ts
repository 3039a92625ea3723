const { AWS_SECRET_ACCESS_KEY, MCP_TRANSPORT, MCP_PORT, TABLE } = process.env;
console.error(`started with ${JSON.stringify({ AWS_SECRET_ACCESS_KEY, MCP_TRANSPORT, MCP_PORT, TABLE })}`);
await import('./v1-server.ts');
