import { defineSchema, MCPTool } from 'mcp-framework';

export class PingTool extends MCPTool {
  name = 'ping';
  description = 'A tool without parameters';
  schema = defineSchema({});

  execute = async () => 'pong';
}

export class PongTool extends PingTool {
  override name = 'pong';
}
