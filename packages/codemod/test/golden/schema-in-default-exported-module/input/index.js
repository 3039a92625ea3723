import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import getObject from "./tools/get-object.js";
import listObjects from "./tools/list-objects.js";

const server = new McpServer({ name: "golden", version: "1.0.0" });

server.tool(
  getObject.toolName,
  getObject.toolDescription,
  getObject.toolParamsSchema,
  getObject.toolCallback);

server.tool(
  listObjects.toolName,
  listObjects.toolDescription,
  listObjects.toolParamsSchema,
  listObjects.toolCallback);

await server.connect(new StdioServerTransport());
