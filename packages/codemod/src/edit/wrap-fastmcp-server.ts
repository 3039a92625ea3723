import { Node } from 'ts-morph';
import { fastMcpConstructions, traceFastMcp } from '../project/fastmcp-server.ts';
import type { ToolProject } from '../project/parse.ts';
import { isWrapCall, type ServerWrap, wrapInPlace } from './wrap-server.ts';

/**
 * `withAccounts(new FastMCP(…))` for the servers that `receivers` are, or for all of the project where one of them cannot be
 * followed to its construction. What a class adds to itself while it is made would come too early for that.
 */
export function wrapFastMcpServers(receivers: readonly Node[], project: ToolProject): ServerWrap {
  if (receivers.some(Node.isThisExpression)) return { isCovered: false, edits: [] };
  const traced = receivers.map((receiver) => traceFastMcp(receiver, project)?.construction);
  const known = traced.filter((construction) => construction !== undefined);
  const constructions = known.length === traced.length ? [...new Set(known)] : fastMcpConstructions(project);
  const missing = constructions.filter((construction) => !isWrapCall(construction.getParentOrThrow()));
  return {
    isCovered: constructions.length > 0,
    edits: missing.map((construction) => wrapInPlace(construction, project)),
  };
}
