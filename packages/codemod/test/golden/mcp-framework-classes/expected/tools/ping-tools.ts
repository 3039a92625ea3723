import { defineSchema, MCPTool } from 'mcp-framework';
import { z } from 'zod';
import { targetAccountId, withAccountContext } from '@mcp-multi-account/cred-extract';

export class PingTool extends MCPTool {
  name = 'ping';
  description = 'A tool without parameters';
  schema = defineSchema({ target_account_id: z.string().optional().describe(targetAccountId.description) });
  override toolCall = withAccountContext(super.toolCall);

  execute = async () => 'pong';
}

export class PongTool extends PingTool {
  override name = 'pong';
}
