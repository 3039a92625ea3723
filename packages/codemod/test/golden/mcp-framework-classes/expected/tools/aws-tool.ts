import { MCPTool } from 'mcp-framework';
import { withAccountContext } from '@mcp-multi-account/cred-extract';

/** What all tools of this server share. */
export abstract class AwsTool<Input extends Record<string, unknown> = Record<string, unknown>> extends MCPTool<Input> {
  protected readonly names = ['alpha', 'beta'];
  override toolCall = withAccountContext(super.toolCall);

  protected startingWith(prefix: string): string[] {
    return this.names.filter((name) => name.startsWith(prefix));
  }
}
