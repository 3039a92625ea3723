import { type CallExpression, type NewExpression, Node } from 'ts-morph';
import { findMethodCalls, findNames } from '../project/find-calls.ts';
import { importedName } from '../project/imported-name.ts';
import { traceServer } from '../project/mcp-server.ts';
import type { ToolProject } from '../project/parse.ts';
import { isServerReceiver } from '../project/receiver.ts';
import { serverConstructions } from '../project/server-constructions.ts';
import type { FileEdit } from '../types.ts';
import { LIBRARY } from './library-bindings.ts';
import { wrapInLibraryCall } from './wrap-handler.ts';
import { wrapHandlerServers } from './wrap-handler-server.ts';

/** How the servers of the tools that cannot be changed in the source get wrapped. */
export interface ServerWrap {
  /** False when there is no place to wrap: somebody has to do it by hand. */
  readonly isCovered: boolean;
  /** Empty when the project wraps its server already. */
  readonly edits: readonly FileEdit[];
}

/** Gives all tools of the servers that `receivers` are the parameter. */
export type WrapServers = (receivers: readonly Node[], project: ToolProject) => ServerWrap;

/**
 * `withAccounts(new McpServer(…))` for the servers that `receivers` are, or for all servers of the project where one of them
 * cannot be followed to its construction; without any construction, `withAccounts(server).connect(…)`, or as a statement of
 * its own where `mcp-handler` makes the server.
 */
export function wrapServers(receivers: readonly Node[], project: ToolProject): ServerWrap {
  const wrapped = wrappedServers(project);
  const constructions = constructionsOf(receivers, project);
  if (constructions.length > 0) {
    const missing = constructions.filter((construction) => !wrapped.covers(construction));
    return { isCovered: true, edits: missing.map((construction) => wrapInPlace(construction, project)) };
  }
  const connected = connectedServers(project);
  if (connected.length === 0) {
    const edits = wrapped.any ? [] : wrapHandlerServers(receivers, project);
    return { isCovered: edits !== undefined, edits: edits ?? [] };
  }
  return {
    isCovered: true,
    edits: connected.filter((server) => !isWrapCall(server)).map((server) => wrapInPlace(server, project)),
  };
}

function constructionsOf(receivers: readonly Node[], project: ToolProject): NewExpression[] {
  const traced = receivers.map((receiver) => traceServer(receiver).constructions);
  const isComplete = traced.every((constructions) => constructions.length > 0);
  return isComplete ? [...new Set(traced.flat())] : serverConstructions(project.files);
}

/** What `server.connect(transport)` is called on, each server once per call. */
function connectedServers(project: ToolProject): Node[] {
  return project.files
    .flatMap((file) => findMethodCalls(file, 'connect'))
    .filter(({ receiver }) => isServerReceiver(receiver, project))
    .map(({ receiver }) => receiver);
}

/** The servers that the project passes through `withAccounts` already; one that cannot be followed may be any of them. */
function wrappedServers(project: ToolProject): { any: boolean; covers(construction: NewExpression): boolean } {
  const calls = project.files.flatMap((file) => findNames(file, 'withAccounts').flatMap(wrapCallOf));
  const traced = calls
    .flatMap((call) => call.getArguments().slice(0, 1))
    .map((server) => traceServer(server).constructions);
  const covers = (construction: NewExpression) =>
    traced.some((found) => found.length === 0 || found.includes(construction));
  return { any: calls.length > 0, covers };
}

function wrapCallOf(name: Node): CallExpression[] {
  const callee = Node.isPropertyAccessExpression(name.getParent()) ? name.getParent() : name;
  const call = callee?.getParent();
  return Node.isCallExpression(call) && isWrapCall(call) ? [call] : [];
}

export function isWrapCall(node: Node): boolean {
  if (!Node.isCallExpression(node)) return false;
  const imported = importedName(node.getExpression());
  return imported?.module === LIBRARY && imported.name === 'withAccounts';
}

export function wrapInPlace(server: Node, project: ToolProject): FileEdit {
  const edits = wrapInLibraryCall(server, 'withAccounts');
  return { path: project.pathOf(server.getSourceFile()), edits, imports: ['withAccounts'] };
}
