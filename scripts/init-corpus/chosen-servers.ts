import type { CorpusServer } from '../corpus/corpus-server.ts';
import { SERVERS } from '../corpus/servers/index.ts';

/** A server of the corpus, and what of it is a kind of its own for `init`. */
export interface ChosenServer {
  readonly server: CorpusServer;
  readonly kind: string;
  /** What it needs to start, beside what the corpus says. */
  readonly env?: Readonly<Record<string, string>>;
  /** For Node, before the entry file. */
  readonly nodeOptions?: readonly string[];
}

/** Ten that start without secrets, each made in another way. */
export const CHOSEN_SERVERS: readonly ChosenServer[] = [
  chosen('awspowertools', 'exported factory; specifiers of sources, rewritten by the compiler'),
  chosen('imankamyabi-dynamodb', 'low-level server that connects itself; tsc'),
  chosen('ofershap-s3', 'bundled by tsup'),
  chosen('aashari-sso', 'CommonJS, starts only as `require.main`, a variable chooses stdio or HTTP'),
  chosen('yawlabs-aws', 'bundled by esbuild, starts only as `process.argv[1]`'),
  {
    ...chosen('awssamples-lambda-ops', 'JavaScript without a build'),
    // It reads a page of AWS's documentation at start-up and, without a network, dies of the rejection.
    nodeOptions: ['--unhandled-rejections=warn'],
  },
  chosen('nelson-wiki', 'fastmcp, a variable chooses stdio or HTTP'),
  chosen('mcp-everything', 'an argument chooses stdio or HTTP; sources at the top of the package'),
  chosen('samuraikun-s3', 'CommonJS, `MCP_TRANSPORT` is its own variable too'),
  chosen('rafal-aws-mcp', 'TypeScript without a build, which Node runs itself'),
];

function chosen(id: string, kind: string): ChosenServer {
  const server = SERVERS.find((each) => each.id === id);
  if (!server) throw new Error(`The corpus has no ${id}`);
  return { server, kind };
}
