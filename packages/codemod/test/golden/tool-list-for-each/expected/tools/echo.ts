import { z } from 'zod';
import type { ListedTool } from './listed-tool.js';

const echoTool: ListedTool = {
  name: 'echo',
  description: 'Says it again',
  parameters: { text: z.string() },
  handler: async ({ text }) => ({ content: [{ type: 'text', text: String(text) }] }),
};

export default echoTool;
