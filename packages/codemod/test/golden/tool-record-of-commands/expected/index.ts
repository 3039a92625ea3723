import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { fileCommands } from './commands.js';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const greet = {
  hello: {
    description: 'Greets somebody',
    schema: { who: z.string() },
    handler: async ({ who }: { who: string }) => ({ content: [{ type: 'text' as const, text: `hello ${who}` }] }),
  },
};

class CommandServer extends McpServer {
  constructor() {
    super({ name: 'golden', version: '1.0.0' });

    Object.entries(greet).forEach(([commandName, command]) => {
      const toolName = `greet-${commandName}`;
      this.tool(toolName, command.description, { ...command.schema, target_account_id: z.string().optional().describe(targetAccountId.description) }, withAccountContext(async (args: any) => {
        try {
          return await command.handler(args);
        } catch (error) {
          return { content: [{ type: 'text', text: `${toolName}: ${error}` }] };
        }
      }));
    });

    for (const [name, { description, schema, handler }] of Object.entries(fileCommands('/tmp'))) {
      this.registerTool('file-' + name, { description, inputSchema: { ...schema, target_account_id: z.string().optional().describe(targetAccountId.description) } }, withAccountContext(handler));
    }
  }
}

await new CommandServer().connect(new StdioServerTransport());
