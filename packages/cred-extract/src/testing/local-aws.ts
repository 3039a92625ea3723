import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Accounts } from './accounts.ts';
import { Failures } from './failures.ts';
import { readRequest, writeReply } from './http-message.ts';
import { Orders } from './orders.ts';
import { respond } from './respond.ts';
import type { InjectedDelay, LocalAws, LocalAwsOptions, SignedRequest } from './types.ts';

const HOST = '127.0.0.1';
/** Connections that may wait to be accepted; Node's own default of 511 resets some of 2,000 clients that start at once. */
const BACKLOG = 4096;
/** Longer than any client keeps an idle connection, so that this side never closes one that is about to be used. */
const KEEP_ALIVE_MS = 120_000;

/**
 * A local AWS for tests: many accounts, real SigV4 signatures, each account answering with its own data.
 *
 * @throws Error for invalid or repeated accounts, and when the port is taken.
 */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const now = options.now ?? (() => new Date());
  const accounts = new Accounts();
  for (const account of options.accounts) accounts.add(account, now());
  const failures = new Failures();
  const delays = new Orders<InjectedDelay>();
  const requests: SignedRequest[] = [];
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 }, (incoming, response) => {
    // Only a client that goes away in the middle makes this fail, and nobody is left to be told.
    serve(incoming, response).catch(() => response.destroy());
  });
  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    const { reply, record } = respond(request, { accounts, failures, now: now(), requestId: randomUUID() });
    requests.push(record);
    // Unreferenced, so that a closed server does not keep its process waiting.
    await sleep(latency(options.latencyMs) + delayOf(record), undefined, { ref: false });
    // Clients correct their clock by this header.
    response.setHeader('date', now().toUTCString());
    writeReply(response, request.method, reply);
  }
  function delayOf({ service, operation, accountId = '' }: SignedRequest): number {
    return delays.take({ service, operation, accountId })?.delayMs ?? 0;
  }
  const endpoint = await listen(server, options.port ?? 0);
  return {
    endpoint,
    requests,
    clearRequests: () => {
      requests.length = 0;
    },
    env: (accountId) => environment(accounts, accountId, endpoint),
    addAccount: (account) => accounts.add(account, now()),
    fail: (failure) => failures.add(failure),
    delay: (delay) => delays.add(delay),
    revokeKey: (accessKeyId) => accounts.revokeKey(accessKeyId),
    close: () => close(server),
  };
}

function latency(latencyMs: LocalAwsOptions['latencyMs'] = 0): number {
  if (typeof latencyMs === 'number') return latencyMs;
  const [min, max] = latencyMs;
  return min + Math.random() * (max - min);
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: HOST, backlog: BACKLOG }, resolve);
  });
  return `http://${HOST}:${(server.address() as AddressInfo).port}`;
}

/** The metadata service is switched off, so that a mistake fails at once and not after its timeout. */
function environment(accounts: Accounts, accountId: string, endpoint: string): Record<string, string> {
  const { accessKeys, region } = accounts.get(accountId);
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: accessKeys[0].accessKeyId,
    AWS_SECRET_ACCESS_KEY: accessKeys[0].secretAccessKey,
    AWS_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
