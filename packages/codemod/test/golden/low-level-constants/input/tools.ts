import type { Tool } from '@modelcontextprotocol/sdk/types.js';

const names = { echo: 'echo' } as const;

export const MORE_TOOLS: Tool[] = [
  {
    name: names.echo,
    inputSchema: { type: 'object', properties: { text: { type: 'string' } } },
  },
];
