import { ManifestError } from '../manifest/manifest-edit.ts';
import { SourceSyntaxError } from '../project/parse.ts';
import { Refusal } from './refusal.ts';

/** What `work` gives. @throws Refusal where it meets a source or a manifest that does not parse. */
export function refuseUnreadable<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof SourceSyntaxError)
      throw new Refusal(`${error.message} Correct this first; nothing was changed.`);
    if (error instanceof ManifestError) throw new Refusal(`${error.message} Nothing was changed.`);
    throw error;
  }
}

export function noToolsRefusal(path: string): Refusal {
  return new Refusal(
    `No MCP tools found in ${path}.\n` +
      'Looked for registerTool, tool and setRequestHandler of @modelcontextprotocol/sdk and @modelcontextprotocol/server,\n' +
      'outside node_modules, build output and tests. Give the folder that holds the source of the server.',
  );
}
