import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

class App {
  private greeting = 'hello';
  readonly mcp = new McpServer({ name: 'golden', version: '1.0.0' });

  constructor() {
    this.mcp.tool('greet', 'Greets', { who: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) }, withAccountContext(async ({ who }) => this.greet(who)));
    this.mcp.registerTool('field', { inputSchema: { who: z.string(), target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(this.handler));
  }

  handler = async ({ who }: { who: string }) => this.greet(who);

  private greet(who: string) {
    return { content: [{ type: 'text' as const, text: `${this.greeting} ${who}` }] };
  }
}

await new App().mcp.connect(new StdioServerTransport());
