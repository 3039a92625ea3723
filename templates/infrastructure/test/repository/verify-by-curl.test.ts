import { spawn, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { serve } from '../../../../packages/entrypoint-template/src/index.ts';
import { readDocument, shellBlocks } from '../support/document.ts';

const CLIENT = 'test-client';
const SECRET = 'not/a+secret%of anybody';

/** The functions of the document, as they stand there. */
const FUNCTIONS = shellBlocks(readDocument('docs/deploy.md'))
  .filter((code) => /^(output|token)\(\)/m.test(code) && !code.includes('rds-data'))
  .map((code) => code.slice(code.search(/^(output|token)\(\)/m)))
  .join('\n');

let folder: string;
let issuer: Server;
let running: Awaited<ReturnType<typeof serve>>;
const tokenRequests: Array<{ readonly authorization: string; readonly body: string }> = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verify-'));
  issuer = await identityProvider();
  const { port } = issuer.address() as AddressInfo;
  running = await serve(inventory, {
    env: {
      MCP_TRANSPORT: 'http',
      MCP_PORT: '0',
      MCP_AUTH: 'jwks',
      MCP_AUTH_ISSUER: `http://127.0.0.1:${port}`,
      MCP_AUTH_CLIENTS: CLIENT,
      MCP_AUTH_SCOPES: 'mcp/invoke',
    },
  });
  await standInForAws({ TokenUrl: `http://127.0.0.1:${port}/oauth2/token`, McpEndpoint: running.url ?? '' });
});
afterAll(async () => {
  await running?.close();
  issuer?.close();
  await rm(folder, { recursive: true, force: true });
});

function inventory(): McpServer {
  const server = new McpServer({ name: 'inventory', version: '1.0.0' });
  const inputSchema = { target_account_id: z.string().optional() };
  server.registerTool('list-buckets', { inputSchema }, ({ target_account_id }) => ({
    content: [{ type: 'text', text: `buckets of ${target_account_id}` }],
  }));
  return server;
}

/** Gives tokens as Cognito does, to one client with its secret. */
async function identityProvider(): Promise<Server> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }];
  const answer: RequestListener = async (request, response) => {
    const base = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
    response.setHeader('content-type', 'application/json');
    if (request.url !== '/oauth2/token') {
      const discovery = { issuer: base, jwks_uri: `${base}/jwks` };
      return response.end(JSON.stringify(request.url === '/jwks' ? { keys } : discovery));
    }
    const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>);
    tokenRequests.push({ authorization: request.headers.authorization ?? '', body: Buffer.concat(chunks).toString() });
    const token = await new SignJWT({ client_id: CLIENT, scope: 'mcp/invoke', token_use: 'access' })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(base)
      .setSubject(CLIENT)
      .setExpirationTime('1h')
      .sign(privateKey);
    return response.end(JSON.stringify({ access_token: token, expires_in: 3600, token_type: 'Bearer' }));
  };
  const server = createServer(answer);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return server;
}

/** Answers the two commands of AWS that the functions ask, and fails at any other. */
async function standInForAws(outputs: Readonly<Record<string, string>>): Promise<void> {
  const known = { UserPoolId: 'pool', TestClientId: CLIENT, Scope: 'mcp/invoke', ...outputs };
  const cases = Object.entries(known).map(([name, value]) => `*"OutputKey=='${name}'"*) echo '${value}' ;;`);
  const client = JSON.stringify({ UserPoolClient: { ClientId: CLIENT, ClientSecret: SECRET } });
  await writeFile(join(folder, 'client.json'), client);
  const script = `#!/bin/sh
case "$*" in
  ${cases.join('\n  ')}
  "cognito-idp describe-user-pool-client --user-pool-id pool --client-id ${CLIENT}") cat '${folder}/client.json' ;;
  *) echo "unexpected: $*" >&2; exit 64 ;;
esac
`;
  await writeFile(join(folder, 'aws'), script);
  await chmod(join(folder, 'aws'), 0o755);
}

/** Runs the functions of the document and then `command`. Not synchronously: the servers are in this process. */
function shell(command: string): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const env = { PATH: `${folder}:${process.env.PATH}` };
  const child = spawn('bash', ['--norc', '-euo', 'pipefail', '-c', `${FUNCTIONS}\n${command}`], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => {
    out += data;
  });
  child.stderr.on('data', (data) => {
    err += data;
  });
  return new Promise((done) => child.on('close', (code) => done({ code, out, err })));
}

const answerOf = (text: string) =>
  JSON.parse(text.replace(/^(?:event: .*\n)?data: /m, '')) as { readonly result: unknown };

const TOOLS = ['bash', 'curl', 'jq'];
const installed = TOOLS.every((tool) => spawnSync(tool, ['--version']).status === 0);

describe.runIf(installed)(`the functions of docs/deploy.md, step 4 (need ${TOOLS.join(', ')})`, () => {
  it('are there', () => {
    for (const name of ['output()', 'token()', 'mcp()', 'TOKEN=$(token']) expect(FUNCTIONS).toContain(name);
  });

  it('get a token for the scope, with a secret that shells and URLs would mangle', async () => {
    const { code, out, err } = await shell('echo "$TOKEN"');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.trim().split('.')).toHaveLength(3);
    const [request] = tokenRequests;
    expect(Buffer.from(request?.authorization.split(' ')[1] ?? '', 'base64').toString()).toBe(`${CLIENT}:${SECRET}`);
    expect(new URLSearchParams(request?.body)).toEqual(
      new URLSearchParams({ grant_type: 'client_credentials', scope: 'mcp/invoke' }),
    );
  });

  const requests =
    shellBlocks(readDocument('docs/deploy.md'))
      .find((code) => code.startsWith('mcp '))
      ?.split('\n') ?? [];

  it('initialize, list the tools and call one for an account', async () => {
    const [initialize = '', list = '', call = ''] = requests;
    const started = await shell(initialize);
    expect(started.err).toBe('');
    expect(answerOf(started.out).result).toMatchObject({ serverInfo: { name: 'inventory' } });
    expect((await shell(list)).out.trim()).toBe('1');
    expect(answerOf((await shell(call)).out).result).toMatchObject({
      content: [{ text: 'buckets of 111111111111' }],
    });
  });

  it('end with an error, and say it, when the token is not taken', async () => {
    const { code, out, err } = await shell(`TOKEN=forged; ${requests[0]}`);
    expect(code).not.toBe(0);
    expect(err).toContain('401');
    expect(out).not.toContain('serverInfo');
  });

  it('show the secret to nobody who lists processes', () => {
    expect(FUNCTIONS).not.toMatch(/-u "?\$|Bearer \$TOKEN/);
  });
});
