import { addDependency } from '../../manifest/manifest-edit.ts';
import { addScript } from './manifest-script.ts';

const PACKAGE = '@mcp-multi-account/entrypoint';
/** The range of the entry point that written files work with. */
const RANGE = '^0.1.0';
export const SCRIPT = 'start:http';

/** package.json with the dependency, and a script that serves over HTTP unless it has one of that name. */
export function servedManifest(text: string, built: string): string {
  return addScript(addDependency(text, PACKAGE, RANGE), SCRIPT, scriptFor(built));
}

export function scriptFor(built: string): string {
  return `MCP_TRANSPORT=streamable-http node ${built}`;
}
