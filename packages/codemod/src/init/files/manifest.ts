import { addDependency } from '../../manifest/manifest-edit.ts';
import { addScript } from './manifest-script.ts';

const PACKAGE = '@mcp-multi-account/entrypoint';
/** The range of the entry point that written files work with. */
const RANGE = '^0.1.0';
export const SCRIPT = 'start:http';

/** What version 2 of the SDK needs to serve HTTP on Node. */
const NODE_PACKAGE = '@modelcontextprotocol/node';
const NODE_RANGE = '^2.1.0';

/**
 * package.json with the dependency, and a script that serves over HTTP unless it has one of that name. A server of version 2 of
 * the SDK, which `serve` connects itself, gets the SDK's own package for that too.
 */
export function servedManifest(text: string, built: string, isFactory: boolean): string {
  const served = addScript(addDependency(text, PACKAGE, RANGE), SCRIPT, scriptFor(built));
  const isV2 = text.includes('"@modelcontextprotocol/server"');
  return isFactory && isV2 ? addDependency(served, NODE_PACKAGE, NODE_RANGE) : served;
}

export function scriptFor(built: string): string {
  return `MCP_TRANSPORT=streamable-http node ${built}`;
}
