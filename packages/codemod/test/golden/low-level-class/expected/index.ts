import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import {
  CallToolRequestSchema as CallSchema,
  ListToolsRequestSchema as ListSchema,
  type CallToolRequest,
  type CallToolResult,
} from '@modelcontextprotocol/sdk/types.js';
import { withAccountContext, withTargetAccountId } from '@mcp-multi-account/cred-extract';

class GoldenServer {
  private readonly server: Server;
  private readonly greeting = 'hello';

  constructor() {
    this.server = new Server({ name: 'golden', version: '1.0.0' }, { capabilities: { tools: {} } });
    this.server.setRequestHandler(ListSchema, withTargetAccountId(this.list.bind(this)));
    this.server.setRequestHandler(CallSchema, withAccountContext((request) => this.call(request)));
  }

  private async list() {
    return { tools: [{ name: 'greet', inputSchema: { type: 'object' as const } }] };
  }

  private async call(request: CallToolRequest): Promise<CallToolResult> {
    return { content: [{ type: 'text', text: `${this.greeting} ${request.params.arguments?.who ?? 'world'}` }] };
  }

  async start(): Promise<void> {
    await this.server.connect(new StdioServerTransport());
  }
}

await new GoldenServer().start();
