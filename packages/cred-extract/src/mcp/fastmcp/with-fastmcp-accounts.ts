import type { AccountContextOptions } from '../../context/account-contexts.ts';
import { ERROR_META_KEY } from '../error-result.ts';
import { isObject } from '../tool-call.ts';
import { withAccountContext } from '../with-account-context.ts';
import { withAccountParameter } from './account-parameters.ts';
import type { FastMcpServer, FastMcpTool } from './fastmcp-server.ts';

/**
 * Gives every tool that a `fastmcp` server is given from now on the parameter, and every call its account. The server keeps
 * its tools and its transports to itself, so it is done as they are registered.
 */
export function withFastMcpAccounts(server: FastMcpServer, options: AccountContextOptions): void {
  const { addTool, addTools } = server;
  server.addTool = (tool) => addTool.call(server, withAccount(tool, options));
  if (!addTools) return;
  server.addTools = (tools) =>
    addTools.call(
      server,
      tools.map((tool) => withAccount(tool, options)),
    );
}

/** A tool may be an instance of a class, whose members a copy would lose. */
function withAccount(tool: FastMcpTool, options: AccountContextOptions): FastMcpTool {
  const execute = withAccountContext((args: unknown, context: unknown) => tool.execute(args, context), {
    tool: tool.name,
    ...options,
  });
  return Object.assign(Object.create(tool) as FastMcpTool, {
    parameters: withAccountParameter(tool.parameters),
    execute: async (args: unknown, context: unknown) => acceptedResult(await execute(args, context)),
  });
}

/**
 * fastmcp before 4.7 refuses a result with a member that its schema does not name, such as `_meta`, but looks for enumerable
 * ones only; later versions read it by its name.
 */
function acceptedResult(result: unknown): unknown {
  if (!isObject(result) || !isObject(result._meta) || !(ERROR_META_KEY in result._meta)) return result;
  return Object.defineProperty({ ...result }, '_meta', { value: result._meta, enumerable: false });
}
