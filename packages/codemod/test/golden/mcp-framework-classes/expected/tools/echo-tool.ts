import { type MCPInput, MCPTool } from 'mcp-framework';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

const schema = z.object({ text: z.string().describe('What to say'), target_account_id: z.string().optional().describe(targetAccountId.description) }).strict();

export default class EchoTool extends MCPTool {
  name = 'echo';
  description = 'Says what it is told';
  protected schema = schema; // read by the client before every call
  override toolCall = withAccountContext(super.toolCall);

  async execute(input: MCPInput<this>) {
    return Object.keys(input);
  }
}
