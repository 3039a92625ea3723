// Serves this MCP server as MCP_TRANSPORT says: over stdio (the default), or over HTTP at /mcp.
import { serveProgram } from '@mcp-multi-account/entrypoint';

await serveProgram(() => import('./dist/index.js'));
