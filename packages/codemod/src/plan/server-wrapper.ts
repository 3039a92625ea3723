import { traitsOf } from '../discover/tool-api.ts';
import { wrapFastMcpServers } from '../edit/wrap-fastmcp-server.ts';
import { wrapNestServers } from '../edit/wrap-mcp-nest-server.ts';
import { type WrapServers, wrapServers } from '../edit/wrap-server.ts';
import { traceServer } from '../project/mcp-server.ts';
import type { PlannedTool } from './select-tools.ts';

/** What gives all tools of this tool's server the parameter; undefined for a library whose servers nothing reaches. */
export function serverWrapper({ receiver, api }: PlannedTool): WrapServers | undefined {
  if (api !== undefined && !traitsOf(api).isWrappable) return undefined;
  if (api === 'fastmcp') return wrapFastMcpServers;
  if (api === 'mcp-nest') return wrapNestServers;
  return traceServer(receiver).verdict === 'other' ? undefined : wrapServers;
}
