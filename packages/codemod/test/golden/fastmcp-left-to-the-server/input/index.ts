import { FastMCP, jsonSchemaAdapter } from 'fastmcp';
import { z } from 'zod';
import { whisper } from './whisper.js';

const server = new FastMCP({
  name: 'golden',
  version: '1.0.0',
});

const Text = jsonSchemaAdapter({
  type: 'object',
  properties: { text: { type: 'string' } },
  required: ['text'],
  additionalProperties: false,
});

server.addTool({
  name: 'shout',
  description: 'Its schema is of another library',
  parameters: Text,
  execute: async (args) => `${(args as { text: string }).text.toUpperCase()}`,
});

server.addTool(whisper('quietly'));

server.addTool({
  name: 'method',
  description: 'Its execute is a method',
  parameters: z.object({ text: z.string() }).strict(),
  async execute({ text }) {
    return text;
  },
});

server.addTool({
  name: 'plain',
  parameters: z.object({ text: z.string() }),
  execute: async ({ text }) => text,
});

await server.start({ transportType: 'stdio' });
