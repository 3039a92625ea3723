// Serves this MCP server as MCP_TRANSPORT says: over stdio (the default), or over HTTP at /mcp.
import { serve } from '@mcp-multi-account/entrypoint';
import { createServer } from './dist/index.js';

await serve(createServer);
