export { createServer } from './server.js';
export const version = '1.0.0';
