import { FastMCP } from 'fastmcp';
import { z } from 'zod';
import { echo } from './tools.ts';

const server = new FastMCP({ name: 'fastmcp', version: '1.0.0' });
const parameters = z.object({ text: z.string(), ms: z.number().default(0) });
server.addTool({ name: 'echo', description: 'Repeats', parameters, execute: (input) => echo(input) });
await server.start();
