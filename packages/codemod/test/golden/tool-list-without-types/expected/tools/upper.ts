import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';

const name = 'upper';
const execute = async ({ text }: { text: string }): Promise<CallToolResult> => ({
  content: [{ type: 'text', text: text.toUpperCase() }],
  isError: false,
});

export default { name, description: 'In capitals', annotations: { title: 'Upper' }, inputSchema: { text: z.string() }, execute };
