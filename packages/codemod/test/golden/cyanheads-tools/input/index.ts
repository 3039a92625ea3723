import { createApp } from '@cyanheads/mcp-ts-core';
import { countTool, echoTool } from './tools.js';

await createApp({ tools: [echoTool, countTool] });
