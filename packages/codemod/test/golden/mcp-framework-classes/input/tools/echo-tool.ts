import { type MCPInput, MCPTool } from 'mcp-framework';
import { z } from 'zod';

const schema = z.object({ text: z.string().describe('What to say') }).strict();

export default class EchoTool extends MCPTool {
  name = 'echo';
  description = 'Says what it is told';
  protected schema = schema; // read by the client before every call

  async execute(input: MCPInput<this>) {
    return Object.keys(input);
  }
}
