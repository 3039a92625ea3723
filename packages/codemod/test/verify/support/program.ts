// A server program, started by the tests as a child process: `node program.ts <kind>`. Each kind is one behaviour.
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import {
  accountErrorResult,
  createAccounts,
  isCredentialExtractionError,
  perAccount,
  targetAccountId,
  withAccounts,
  withTargetAccountId,
} from '@mcp-multi-account/cred-extract';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { McpServer as ModernMcpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { serve } from '../../../../entrypoint-template/src/index.ts';

const INFO = { name: 'fixture', version: '1.0.0' };
const LIST = { name: 'list-buckets', inputSchema: { type: 'object', properties: {} } };
const FIELD = z.string().optional().describe(targetAccountId.description);

const KINDS: Record<string, () => unknown> = {
  converted: () => connect(withAccounts(bucketServer(followingClient()))),
  unconverted: () => connect(bucketServer(new S3Client({}))),
  // The parameter is listed, and that is all.
  ignoring: () => connect(bucketServer(new S3Client({}), { target_account_id: FIELD })),
  // The library is there, but the client has not been rewritten: the guard stops it.
  bypassing: () => connect(withAccounts(bucketServer(new S3Client({})))),
  identifying: () => connect(withAccounts(identityServer(perAccount((aws) => new STSClient(aws({})))))),
  // As `ignoring`, with a client that the library's guard does not know of.
  'identifying-itself': () => connect(identityServer(new STSClient({}), { target_account_id: FIELD })),
  'identifying-once': () => connect(withAccounts(rememberedIdentityServer())),
  presigning: () => connect(withAccounts(presigningServer(followingClient()))),
  // No request is made, so the guard has nothing to stop.
  'presigning-itself': () => connect(withAccounts(presigningServer(new S3Client({})))),
  racing: () => connect(racingServer()),
  remembering: () => connect(withAccounts(rememberingServer())),
  strict: () => connect(strictServer()),
  required: () => connect(requiringServer()),
  untyped: () => connect(untypedServer()),
  changing: () => connect(withAccounts(changingServer())),
  validating: () => connect(withAccounts(validatingServer())),
  hanging: () => connect(hangingServer()),
  dying: () => connect(dyingServer()),
  toolless: () => connect(new McpServer(INFO)),
  noisy: () => {
    // biome-ignore lint/suspicious/noConsole: what a broken server does.
    console.log(`Starting with ${process.env.API_TOKEN ?? 'nothing'}`);
    return connect(withAccounts(bucketServer(followingClient())));
  },
  // Only noise, as a program that is no server.
  chattering: () => {
    // biome-ignore lint/suspicious/noConsole: what a broken server does.
    console.log('Usage: program <options>');
    setInterval(() => {}, 1000);
  },
  silent: () => setInterval(() => {}, 1000),
  stubborn: () => {
    process.on('SIGTERM', () => {});
    setInterval(() => {}, 1000);
    return connect(withAccounts(bucketServer(followingClient())));
  },
  crashing: () => {
    console.error(
      `Cannot connect to ${process.env.DATABASE_URL} with ${process.env.API_TOKEN} as AKIAABCDEFGHIJKLMNOP`,
    );
    process.exit(3);
  },
  modern: () => serve(() => withAccounts(modernServer())),
  served: () => serve(() => withAccounts(bucketServer(followingClient()))),
};

if (process.env.PID_FILE) writeFileSync(process.env.PID_FILE, String(process.pid));
await KINDS[process.argv[2] ?? '']?.();

function connect(server: { connect(transport: StdioServerTransport): Promise<void> }): Promise<void> {
  return server.connect(new StdioServerTransport());
}

function followingClient(): S3Client {
  return perAccount((aws) => new S3Client(aws({})));
}

function bucketServer(s3: S3Client, shape: z.ZodRawShape = {}): McpServer {
  const server = new McpServer(INFO);
  server.registerTool('list-buckets', { inputSchema: shape }, async () => text(await bucketsOf(s3)));
  return server;
}

function modernServer(): ModernMcpServer {
  const s3 = followingClient();
  const server = new ModernMcpServer(INFO);
  server.registerTool('list-buckets', { inputSchema: z.object({}) }, async () => text(await bucketsOf(s3)));
  return server;
}

function identityServer(sts: STSClient, shape: z.ZodRawShape = {}): McpServer {
  const server = new McpServer(INFO);
  server.registerTool('get-identity', { inputSchema: shape }, async () => {
    const { Account = '' } = await sts.send(new GetCallerIdentityCommand({}));
    return text(Account);
  });
  return server;
}

function rememberedIdentityServer(): McpServer {
  const sts = perAccount((aws) => new STSClient(aws({})));
  let remembered: Promise<string | undefined> | undefined;
  const server = new McpServer(INFO);
  server.registerTool('get-identity', {}, async () => {
    remembered ??= sts.send(new GetCallerIdentityCommand({})).then(({ Account }) => Account);
    return text((await remembered) ?? '');
  });
  return server;
}

function presigningServer(s3: S3Client): McpServer {
  const server = new McpServer(INFO);
  const object = { Bucket: 'reports', Key: 'may & june.txt' };
  server.registerTool('get-link', {}, async () => text(await getSignedUrl(s3, new GetObjectCommand(object))));
  server.registerTool('get-page', {}, async () => {
    const url = await getSignedUrl(s3, new PutObjectCommand(object));
    return text(`<a href="${url.replaceAll('&', '&amp;')}">here</a>`);
  });
  return server;
}

/** The design of servers that were written for one call at a time: right alone, wrong together. */
function racingServer(): Server {
  const accounts = createAccounts({ env: { ...process.env } });
  const own = { ...process.env };
  const server = lowLevel(async () => withTargetAccountId(async () => ({ tools: [LIST] }))());
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    try {
      const target = params.arguments?.target_account_id;
      const keys = target === undefined ? undefined : await (await accounts.session(target)).credentials();
      process.env.AWS_ACCESS_KEY_ID = keys?.accessKeyId ?? own.AWS_ACCESS_KEY_ID;
      process.env.AWS_SECRET_ACCESS_KEY = keys?.secretAccessKey ?? own.AWS_SECRET_ACCESS_KEY;
      process.env.AWS_SESSION_TOKEN = keys?.sessionToken ?? '';
      await sleep(5);
      return text(await bucketsOf(new S3Client({})));
    } catch (error) {
      if (isCredentialExtractionError(error)) return accountErrorResult(error) as never;
      throw error;
    }
  });
  return server;
}

/** A cache that nobody thought of. */
function rememberingServer(): McpServer {
  const s3 = followingClient();
  let remembered: Promise<string> | undefined;
  const server = new McpServer(INFO);
  server.registerTool('list-buckets', {}, async () => {
    remembered ??= bucketsOf(s3);
    return text(await remembered);
  });
  return server;
}

/** It lists the parameter, and its own validation refuses it. */
function strictServer(): Server {
  const server = lowLevel(async () => withTargetAccountId(async () => ({ tools: [LIST] }))());
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    z.strictObject({}).parse(params.arguments ?? {});
    return text('');
  });
  return server;
}

function requiringServer(): Server {
  const inputSchema = { ...LIST.inputSchema, properties: { target_account_id: { type: 'string' } } };
  return lowLevel(async () => ({
    tools: [{ ...LIST, inputSchema: { ...inputSchema, required: ['target_account_id'] } }],
  }));
}

function untypedServer(): Server {
  const server = lowLevel(async () => withTargetAccountId(async () => ({ tools: [LIST] }))());
  server.setRequestHandler(CallToolRequestSchema, async () => ({ ...text('No such account'), isError: true }));
  return server;
}

/** Nothing that may be called without being asked for. */
function changingServer(): McpServer {
  const server = new McpServer(INFO);
  const called = async () => {
    console.error('CALLED');
    return text('done');
  };
  server.registerTool('delete-all', {}, called);
  server.registerTool('get-and-delete', {}, called);
  server.registerTool('list-things', { annotations: { readOnlyHint: false, destructiveHint: true } }, called);
  return server;
}

/** Arguments that no schema can tell. */
function validatingServer(): McpServer {
  const s3 = followingClient();
  const server = new McpServer(INFO);
  const name = z.string().refine((value) => value === 'the right one');
  server.registerTool('get-thing', { inputSchema: { name } }, async () => text(await bucketsOf(s3)));
  return server;
}

function hangingServer(): Server {
  const server = lowLevel(async () => withTargetAccountId(async () => ({ tools: [LIST] }))());
  server.setRequestHandler(CallToolRequestSchema, () => new Promise(() => {}));
  return server;
}

function dyingServer(): Server {
  const server = lowLevel(async () => withTargetAccountId(async () => ({ tools: [LIST] }))());
  server.setRequestHandler(CallToolRequestSchema, () => process.exit(1));
  return server;
}

function lowLevel(list: () => Promise<object>): Server {
  const server = new Server(INFO, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, list as never);
  return server;
}

async function bucketsOf(s3: S3Client): Promise<string> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  return Buckets.map(({ Name }) => Name).join(', ');
}

function text(value: string) {
  return { content: [{ type: 'text' as const, text: value }] };
}
