import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { McpServer as V1Server } from '@modelcontextprotocol/sdk/server/mcp.js';
import { McpServer as V2Server } from '@modelcontextprotocol/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AuditEvent, configureAccounts, currentAccount, withAccounts } from '../../../cred-extract/src/index.ts';
import type { CreateServer, McpServerLike } from '../../src/index.ts';
import { MCP_HEADERS, messageOf, post, startServer } from '../support/http.ts';
import { AUDIENCE, type IdentityProvider, inSeconds, startIdentityProvider } from '../support/identity-provider.ts';
import { ACCOUNTS, SERVER_ACCOUNT, teamAccounts } from '../support/team-accounts.ts';

const HEADER = 'x-amzn-bedrock-agentcore-runtime-custom-target-account';
const INFO = { name: 's', version: '1' };
let provider: IdentityProvider;
let events: AuditEvent[] = [];

beforeAll(async () => {
  provider = await startIdentityProvider();
});
afterAll(() => provider.close());
beforeEach(() => {
  events = [];
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const allow = ACCOUNTS.map((_, index) => ({ groups: [`team-${index}`], tags: { team: `team-${index}` } }));
  configureAccounts(
    teamAccounts(events, { policy: { allow: [...allow, { groups: ['ops'], accounts: '*', server: true }] } }),
  );
});

const env = () => ({ MCP_AUTH: 'jwks', MCP_AUTH_ISSUER: provider.issuer, MCP_AUTH_AUDIENCE: AUDIENCE });
const call = (name: string, target?: string) => ({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name, arguments: target === undefined ? {} : { target_account_id: target } },
});
const bearer = (token: string, more: object = {}) => ({ ...MCP_HEADERS, authorization: `Bearer ${token}`, ...more });
const textOf = (message: unknown): string =>
  (message as { result: { content: [{ text: string }] } }).result.content[0].text;
const where = async () => ({ content: [{ type: 'text' as const, text: currentAccount()?.accountId ?? 'server' }] });
const shown = (authInfo: { token: string } | undefined) => ({
  content: [{ type: 'text' as const, text: JSON.stringify([authInfo, authInfo?.token]) }],
});

const SERVERS: [string, CreateServer][] = [
  [
    'SDK v1',
    () => {
      const server = new V1Server(INFO);
      server.registerTool('where', {}, where);
      server.registerTool('who', {}, async ({ authInfo }) => shown(authInfo));
      return withAccounts(server) as McpServerLike;
    },
  ],
  [
    'SDK v2',
    () => {
      const server = new V2Server(INFO);
      server.registerTool('where', {}, where);
      server.registerTool('who', {}, async (context) => shown(context.http?.authInfo));
      return withAccounts(server) as McpServerLike;
    },
  ],
];

describe.each(SERVERS)('a caller with a token, %s', (_, createServer) => {
  const ask = async (url: URL, token: string, target?: string, more: object = {}) =>
    textOf(await messageOf(await post(url, call('where', target), bearer(token, more) as never)));

  it('may use the accounts of its groups, by argument and by header, and no others: 120 callers at once', async () => {
    const url = await startServer(createServer, env());
    const answers = Array.from({ length: 120 }, async (_, index) => {
      const [team, target] = [index % 8, (index >> 3) % 8];
      const token = await provider.token({ sub: `user-${index}`, groups: [`team-${team}`] });
      const account = ACCOUNTS[target] as string;
      const text = index % 2 ? await ask(url, token, account) : await ask(url, token, undefined, { [HEADER]: account });
      return { index, account, isAllowed: team === target, text };
    });
    const wrong = (await Promise.all(answers)).filter(({ text, account, isAllowed }) =>
      isAllowed ? text !== account : !text.includes('access_denied'),
    );
    expect(wrong).toEqual([]);
    expect(events).toHaveLength(120);
    for (const { subject, account_id, outcome } of events) {
      const index = Number(subject?.replace('user-', ''));
      expect(account_id).toBe(ACCOUNTS[(index >> 3) % 8]);
      expect(outcome).toBe(index % 8 === (index >> 3) % 8 ? 'ok' : 'denied');
    }
  });

  it('is not the server because a header of the client says so', async () => {
    const url = await startServer(createServer, env());
    const token = await provider.token({ groups: ['team-1'] });
    const more = { 'x-amzn-bedrock-agentcore-runtime-user-id': 'admin', 'x-groups': 'ops' };
    expect(await ask(url, token, undefined, more)).toContain('access_denied');
    expect(await ask(url, await provider.token({ groups: ['ops'] }))).toBe('server');
  });

  it('is known to tools as the SDK tells them, the token by its name only', async () => {
    const url = await startServer(createServer, env());
    const token = await provider.token({ client_id: 'agent', scope: 'aws', groups: ['ops'] });
    const [info, given] = JSON.parse(textOf(await messageOf(await post(url, call('who'), bearer(token)))));
    expect(info).toMatchObject({ clientId: 'agent', scopes: ['aws'], extra: { sub: 'ann' } });
    expect(info).not.toHaveProperty('token');
    expect(given).toBe(token);
  });

  it('is asked for a token, and told where to get one', async () => {
    const url = await startServer(createServer, { ...env(), MCP_AUTH_RESOURCE: 'https://mcp.example/mcp' });
    const response = await post(url, { jsonrpc: '2.0', id: 1, method: 'tools/list' });
    expect(response.status).toBe(401);
    const metadata = /resource_metadata="([^"]+)"/.exec(response.headers.get('www-authenticate') ?? '')?.[1] ?? '';
    const document = await fetch(new URL(new URL(metadata).pathname, url));
    expect([document.status, await document.json()]).toMatchObject([200, { authorization_servers: [provider.issuer] }]);
  });

  it('may have a token of 60 KB', async () => {
    const url = await startServer(createServer, env());
    const groups = ['ops', ...Array.from({ length: 2_000 }, (_, index) => `group-${index}-of-the-company`)];
    const token = await provider.token({ groups });
    expect(token.length).toBeGreaterThan(60_000);
    expect(await ask(url, token)).toBe('server');
  });

  it('is not needed for a ping', async () => {
    const url = await startServer(createServer, env());
    expect((await post(url, { jsonrpc: '2.0', id: 1, method: 'ping' })).status).toBe(200);
  });

  it('is told nothing of its token where keys cannot be had', async () => {
    const url = await startServer(createServer, { ...env(), MCP_AUTH_JWKS_URL: 'http://127.0.0.1:9/keys' });
    const response = await post(url, call('where'), bearer(await provider.token()));
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([503, null]);
    expect(await response.text()).not.toContain('127.0.0.1');
  });

  it('may be believed where AgentCore is in front', async () => {
    const url = await startServer(createServer, { MCP_AUTH: 'agentcore', MCP_HOST: '0.0.0.0' });
    url.hostname = '127.0.0.1';
    const token = (await provider.token({ groups: ['team-1'] })).replace(/[^.]+$/, 'c2lnbmF0dXJl');
    expect(await ask(url, token, 'team-1')).toBe(ACCOUNTS[1]);
    expect(await ask(url, token, SERVER_ACCOUNT)).toContain('access_denied');
  });
});

/** A program of its own process, until `use` has ended; what it has printed. */
async function withProgram([name, ...args]: string[], use: (url: URL) => Promise<void>): Promise<string> {
  const file = fileURLToPath(new URL(`../support/${name}.ts`, import.meta.url));
  const settings = { ...env(), MCP_TRANSPORT: 'http', MCP_PORT: '0', LOG_LEVEL: 'debug' };
  const child = spawn(process.execPath, [file, ...args], { env: { PATH: process.env.PATH, ...settings } });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed += chunk;
    });
  }
  await vi.waitFor(() => expect(printed).toContain('listening on'), { timeout: 20_000 });
  await use(new URL(/http:\/\/[^"\s]+\/mcp/.exec(printed)?.[0] ?? ''));
  child.kill('SIGTERM');
  await once(child, 'close');
  return printed;
}

describe('a program that connects itself', () => {
  it.each(['where-program', 'where-fastmcp'])(
    'knows each of 60 callers at once by the token of the request, which its SDK never sees: %s',
    async (program) => {
      await withProgram(['guarded-stdio-program', program], async (url) => {
        const answers = Array.from({ length: 60 }, async (_, index) => {
          const token = await provider.token({ groups: [`team-${index % 2}`] });
          const more = index % 3 ? { [HEADER]: ACCOUNTS[1] } : {};
          const message = await messageOf(
            await post(
              url,
              { ...call('where', index % 3 ? undefined : ACCOUNTS[1]), id: index },
              bearer(token, more) as never,
            ),
          );
          return [index % 2 === 1, textOf(message)] as const;
        });
        const wrong = (await Promise.all(answers)).filter(([isAllowed, text]) =>
          isAllowed ? text !== ACCOUNTS[1] : !text.includes('access_denied'),
        );
        expect(wrong).toEqual([]);
        expect((await post(url, call('where', ACCOUNTS[1]))).status).toBe(401);
      });
    },
  );
});

describe('what a program logs', () => {
  it('has no token in it, whatever becomes of the calls', async () => {
    const good = await provider.token({ groups: ['team-1'] });
    const tokens = [
      good,
      await provider.token({ groups: ['team-2'] }),
      await provider.token({ exp: inSeconds(-99) }),
      `${good}x`,
    ];
    const printed = await withProgram(['guarded-program'], async (url) => {
      for (const token of tokens) {
        for (const name of ['where', 'throws', token]) {
          await post(url, call(name, ACCOUNTS[1]), bearer(token, { 'x-request-id': token }));
        }
      }
      await post(url, call('where'), { ...bearer(good), authorization: `${good} Bearer ${good}` });
    });
    expect(printed).toContain('"outcome":"ok"');
    expect(printed).toContain('"outcome":"denied"');
    for (const token of tokens) for (const part of token.split('.').slice(1)) expect(printed).not.toContain(part);
  });
});
