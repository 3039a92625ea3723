import { MCPServer } from 'mcp-framework';
import EchoTool from './tools/echo-tool.js';
import ListBucketsTool from './tools/list-buckets-tool.js';
import { PingTool, PongTool } from './tools/ping-tools.js';

const server = new MCPServer();
server.addTool(ListBucketsTool);
server.addTool(EchoTool);
server.addTool(PingTool);
server.addTool(PongTool);
await server.start();
