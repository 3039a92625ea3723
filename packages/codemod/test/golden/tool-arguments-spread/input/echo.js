import { z } from 'zod';

const TOOL = [
  'echo',
  'Says it again',
  {
    text: z.string()
  },
  async ({ text }) => ({ content: [{ type: 'text', text }] })
];

export default TOOL;
