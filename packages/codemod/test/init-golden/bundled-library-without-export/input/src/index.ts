import { createServer } from './server.js';

export const tools = [createServer.name];
