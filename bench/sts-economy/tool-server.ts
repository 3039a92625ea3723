/**
 * An MCP server three times in one process: `/plain` for one account, as it was; `/by-hand` with a parameter and a client for
 * each account, as one writes it without the library; `/accounts` with the library. Prints its port. `/times` answers with the
 * processor time of the requests since it was last asked, by path: microseconds from the arrival of each to that of the next,
 * so that what is left to do after an answer counts too.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { z } from 'zod';
import {
  createAccounts,
  perAccount,
  targetAccountId,
  withAccountContext,
} from '../../packages/cred-extract/src/index.ts';

const accounts = createAccounts({
  source: {
    find: async (target) => {
      const accountId = target.kind === 'account-id' ? target.accountId : '';
      return [{ account_id: accountId, auth_type: 'iam_role', role_arn: `arn:aws:iam::${accountId}:role/McpTarget` }];
    },
  },
});

// Made once, so that what is measured is a call and not zod's compiling of a schema for each request.
const plainSchema = z.object({ text: z.string() });
const accountSchema = z.object({
  text: z.string(),
  target_account_id: z.string().optional().describe(targetAccountId.description),
});

const plainS3 = new S3Client({ forcePathStyle: true });
const accountS3 = perAccount((aws) => new S3Client(aws({ forcePathStyle: true })));

interface Args {
  readonly text: string;
  readonly target_account_id?: string | undefined;
}

const echo = async ({ text }: Args) => ({ content: [{ type: 'text' as const, text }] });
const listBuckets = (clientOf: (accountId: string) => S3Client) => async (args: Args) => {
  await clientOf(args.target_account_id ?? '').send(new ListBucketsCommand({}));
  return echo(args);
};

const byHand = new Map<string, S3Client>();

function s3ByHand(accountId: string): S3Client {
  const params = { RoleArn: `arn:aws:iam::${accountId}:role/McpTarget`, RoleSessionName: 'by-hand' };
  const client =
    byHand.get(accountId) ?? new S3Client({ forcePathStyle: true, credentials: fromTemporaryCredentials({ params }) });
  byHand.set(accountId, client);
  return client;
}

const SERVERS: Record<string, () => McpServer> = {
  '/plain': () => {
    const server = new McpServer({ name: 'plain', version: '1.0.0' });
    server.registerTool('echo', { inputSchema: plainSchema }, echo);
    server.registerTool(
      'list_buckets',
      { inputSchema: plainSchema },
      listBuckets(() => plainS3),
    );
    return server;
  },
  '/by-hand': () => {
    const server = new McpServer({ name: 'by-hand', version: '1.0.0' });
    server.registerTool('echo', { inputSchema: accountSchema }, echo);
    server.registerTool('list_buckets', { inputSchema: accountSchema }, listBuckets(s3ByHand));
    return server;
  },
  '/accounts': () => {
    const server = new McpServer({ name: 'accounts', version: '1.0.0' });
    server.registerTool('echo', { inputSchema: accountSchema }, withAccountContext(echo, { accounts }));
    server.registerTool(
      'list_buckets',
      { inputSchema: accountSchema },
      withAccountContext(
        listBuckets(() => accountS3),
        { accounts },
      ),
    );
    return server;
  },
};

let times: Record<string, number[]> = {};
let current: { readonly path: string; readonly start: number } | undefined;

/** Ends the time of the request before. */
function begin(path: string): void {
  const { user, system } = process.cpuUsage();
  if (current) {
    times[current.path] ??= [];
    times[current.path]?.push(user + system - current.start);
  }
  current = { path, start: user + system };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '';
  begin(path);
  const create = SERVERS[path];
  if (!create) {
    current = undefined;
    response.end(JSON.stringify(times));
    times = {};
    return;
  }
  const server = create();
  const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
  response.on('close', () => server.close());
  await server.connect(transport as never);
  await transport.handleRequest(request, response);
}

// No idle connection is closed while a client is about to use it.
const http = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
  answer(request, response).catch(() => response.destroy());
});
http.listen(0, '127.0.0.1', () => console.log((http.address() as AddressInfo).port));
