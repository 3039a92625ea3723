import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { McpAgent } from 'agents/mcp';

export class Greeter extends McpAgent {
  server = new McpServer({ name: 'greeter', version: '1.0.0' });
  async init() {
    this.server.registerTool('greet', { description: 'Says hello' }, async () => ({ content: [] }));
  }
}

export default Greeter.serve('/mcp');
