import type { McpServer } from 'tmcp';

export function registerMore(mcp: McpServer) {
  mcp.tool({ name: 'whoami', description: 'Without a schema' }, () => {
    return { content: [{ type: 'text', text: 'me' }] };
  });
}
