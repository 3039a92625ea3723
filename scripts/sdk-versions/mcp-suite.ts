/**
 * Runs in a folder where one version of an MCP SDK is installed: `node mcp-suite.ts <library> <sdk module prefix> <account,…>`,
 * in the environment of a server. A real client calls a tool of a server behind `withAccounts`. Prints one JSON line.
 */
const [libraryPath, style, accountList] = process.argv.slice(2) as [string, 'v1-low-level' | 'v1' | 'v2', string];
const library = await import(libraryPath);

type Callable = {
  callTool(call: object): Promise<{ content: { text: string }[]; isError?: boolean }>;
  listTools(): Promise<{ tools: { inputSchema: { properties?: Record<string, unknown> } }[] }>;
};

const answerOf = () => ({ content: [{ type: 'text', text: library.currentAccount()?.accountId ?? 'server' }] });
const info = { name: 'versions', version: '1.0.0' };

/** Only what every version of the SDK has: the tool is registered at the low level. */
async function lowLevel(): Promise<Callable> {
  const { Server } = await import('@modelcontextprotocol/sdk/server/index.js');
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
  const { InMemoryTransport } = await import('@modelcontextprotocol/sdk/inMemory.js');
  const { CallToolRequestSchema, ListToolsRequestSchema } = await import('@modelcontextprotocol/sdk/types.js');
  const server = library.withAccounts(new Server(info, { capabilities: { tools: {} } }));
  server.setRequestHandler(ListToolsRequestSchema, async () => ({
    tools: [{ name: 'whoami', inputSchema: { type: 'object' } }],
  }));
  server.setRequestHandler(CallToolRequestSchema, async () => answerOf());
  const client = new Client(info, { capabilities: {} });
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(serverSide), client.connect(clientSide)]);
  return client as unknown as Callable;
}

async function highLevel(): Promise<Callable> {
  const { McpServer } = await import('@modelcontextprotocol/sdk/server/mcp.js');
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
  const { InMemoryTransport } = await import('@modelcontextprotocol/sdk/inMemory.js');
  const server = library.withAccounts(new McpServer(info));
  server.tool(
    'whoami',
    library.withAccountContext(async () => answerOf()),
  );
  const client = new Client(info);
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(serverSide), client.connect(clientSide)]);
  return client as unknown as Callable;
}

/** Over HTTP as far as either side can tell; a server for each request. */
async function modern(): Promise<Callable> {
  const { createMcpHandler, McpServer } = await import('@modelcontextprotocol/server');
  const { Client, StreamableHTTPClientTransport } = await import('@modelcontextprotocol/client');
  const handler = createMcpHandler(() => {
    const server = library.withAccounts(new McpServer(info));
    server.registerTool(
      'whoami',
      {},
      library.withAccountContext(async () => answerOf()),
    );
    return server;
  });
  const client = new Client(info);
  const handle = (input: URL | string, init?: RequestInit) => handler.fetch(new Request(input, init));
  await client.connect(
    new StreamableHTTPClientTransport(new URL('http://server.test/mcp'), { fetch: handle as typeof fetch }),
  );
  return client as unknown as Callable;
}

const client = await { 'v1-low-level': lowLevel, v1: highLevel, v2: modern }[style]();
const { tools } = await client.listTools();
const listed = { right: 0, wrong: 0, failed: 0 };
for (const { inputSchema } of tools) listed[inputSchema.properties?.target_account_id ? 'right' : 'wrong'] += 1;
const calls = { right: 0, wrong: 0, failed: 0, example: '' };
const targets = [...accountList.split(','), undefined, 'no-such-account'];
await Promise.all(
  Array.from({ length: targets.length * 10 }, async (_, index) => {
    const target = targets[index % targets.length];
    const expected = target === 'no-such-account' ? 'account_not_found' : (target ?? 'server');
    const answer = await client
      .callTool({ name: 'whoami', arguments: target ? { target_account_id: target } : {} })
      .catch((error: Error) => error);
    const text = answer instanceof Error ? undefined : (answer.content[0]?.text ?? '');
    const verdict = text === undefined ? 'failed' : text.includes(expected) ? 'right' : 'wrong';
    calls[verdict] += 1;
    if (verdict !== 'right') calls.example ||= String(text ?? answer).slice(0, 200);
  }),
);
process.stdout.write(JSON.stringify({ 'tools with the parameter': listed, 'calls in their account': calls }), () =>
  process.exit(0),
);
