import { isObject } from '../tool-call.ts';
import type { StandardSchema } from './account-parameters.ts';

/** The part of a `fastmcp` tool that matters here. */
export interface FastMcpTool {
  readonly name: string;
  readonly parameters?: StandardSchema;
  execute(args: unknown, context: unknown): unknown;
}

/** The part of a `FastMCP` server that registers tools. Before version 3.21 it took them one by one. */
export interface FastMcpServer {
  addTool(tool: FastMcpTool): unknown;
  addTools?(tools: readonly FastMcpTool[]): unknown;
}

const METHODS = ['addTool', 'addResourceTemplate', 'start'];

/** Told by its methods: it may be of any copy of the package. A server of the SDKs may have been given them too. */
export function isFastMcpServer(value: unknown): value is FastMcpServer {
  if (!isObject(value) || 'setRequestHandler' in value || isObject(value.server)) return false;
  return METHODS.every((method) => typeof value[method] === 'function');
}
