import { Node } from 'ts-morph';
import { traceServer } from './mcp-server.ts';
import type { ToolProject } from './parse.ts';
import { unwrap } from './resolve-value.ts';
import { sdkGeneration } from './sdk-generation.ts';

/** How people name a server that reaches them as an untyped parameter: `server`, `mcpServer`, `this.mcp`. */
const SERVER_NAME = /(?:^|[_a-z$])(?:server|srv|mcp)$/i;

/**
 * Whether a call's receiver is an MCP server. Proof decides; without proof for or against, a telling name counts in a
 * project that uses an MCP SDK. `.tool(` and `.connect(` are common words, so nothing less will do.
 */
export function isServerReceiver(receiver: Node, project: ToolProject): boolean {
  const { verdict } = traceServer(receiver);
  if (verdict !== 'unknown') return verdict === 'mcp-server';
  const node = unwrap(receiver);
  const name = Node.isPropertyAccessExpression(node) ? node.getName() : Node.isIdentifier(node) ? node.getText() : '';
  return SERVER_NAME.test(name) && sdkGeneration(receiver.getSourceFile(), project) !== undefined;
}
