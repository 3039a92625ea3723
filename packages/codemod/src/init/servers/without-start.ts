import type { PackageView } from '../decide.ts';
import type { Program } from '../package/find-programs.ts';
import type { Start } from '../starts/executed-code.ts';
import type { Refused } from '../types.ts';
import { type FoundServers, placeOf } from './find-servers.ts';

/** Packages whose servers run inside of something that is no Node process of their own. */
const OTHER_RUNTIMES: ReadonlyArray<readonly [specifier: RegExp, runtime: string]> = [
  [/^(?:cloudflare:|agents(?:\/|$)|@cloudflare\/workers-oauth-provider$)/, 'Cloudflare Workers'],
  [/^(?:mcp-handler|@vercel\/mcp-adapter)$/, 'a route of a web framework'],
  [/^@middy\/core$|^aws-lambda$/, 'AWS Lambda'],
];
const AGAIN = 'and run init again';

/** Why a package cannot be given an entry file, and the change that would allow it. */
export function refusedWithoutStart(program: Program | undefined, found: FoundServers, view: PackageView): Refused {
  const http = program?.execution.starts[0];
  const runtime = http ? undefined : otherRuntime(view);
  if (runtime !== undefined)
    return {
      verdict: 'other-runtime',
      reason: `The server runs in ${runtime}, which serves it over HTTP: deploy it there`,
    };
  if (!program || !http) return { verdict: 'no-start', reason: noStart(found) };
  return {
    verdict: 'serves-http',
    reason: `${http.file}:${http.line} serves HTTP by itself and nothing speaks over stdio: ${change(http, found)}`,
  };
}

function otherRuntime({ modules, manifest }: PackageView): string | undefined {
  if (manifest.devDependencies.has('wrangler')) return 'Cloudflare Workers';
  for (const path of modules.paths) {
    const specifiers = [...(modules.get(path)?.imports.values() ?? [])].map(({ specifier }) => specifier);
    const known = OTHER_RUNTIMES.find(([pattern]) => specifiers.some((each) => pattern.test(each)));
    if (known && !path.startsWith('..')) return known[1];
  }
  return undefined;
}

function change({ library, file }: Start, { factories, hidden }: FoundServers): string {
  switch (library) {
    case 'fastmcp':
      return `start it with { transportType: 'stdio' } where no other transport is asked for, ${AGAIN}`;
    case 'mcp-framework':
      return `leave out transport, ${AGAIN}`;
    default: {
      const own =
        hidden.find((each) => each.takesArguments !== 'required') ??
        factories.find((each) => each.takesArguments !== 'required');
      return own
        ? `move ${placeOf(own)} to a file that starts nothing, export it there, ${AGAIN}`
        : `make the server in an exported function without arguments, in another file than ${file}, ${AGAIN}`;
    }
  }
}

function noStart({ factories }: FoundServers): string {
  const [needing] = factories.filter(({ takesArguments }) => takesArguments === 'required');
  if (needing)
    return `${placeOf(needing)} needs arguments, and nothing in the package calls it and connects: export a function without arguments that does, ${AGAIN}`;
  return `No file starts an MCP server over stdio, and none exports a function that makes one. Name the file that does: mcp-multi-account init <file>`;
}
