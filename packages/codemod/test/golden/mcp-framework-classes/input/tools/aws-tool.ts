import { MCPTool } from 'mcp-framework';

/** What all tools of this server share. */
export abstract class AwsTool<Input extends Record<string, unknown> = Record<string, unknown>> extends MCPTool<Input> {
  protected readonly names = ['alpha', 'beta'];

  protected startingWith(prefix: string): string[] {
    return this.names.filter((name) => name.startsWith(prefix));
  }
}
