import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { NodeHttp2Handler } from '@smithy/node-http-handler';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { runInContext } from '../../../src/context/account-context.ts';
import { accountContext } from '../../../src/context/account-contexts.ts';
import { installGuard } from '../../../src/context/guard/guard.ts';
import { AccountContextBypassError, asServer, withAccountContext } from '../../../src/index.ts';
import { type LocalAws, startLocalAws } from '../../../src/testing/index.ts';
import { fakeAccounts, fakeSession, sleep } from '../../support/fake-accounts.ts';
import { headersFrames, startTappedServer, type TappedServer } from '../../support/tapped-server.ts';
import { sdkV2Tools, sdkV3Tools, type Tool } from './bypassing-tools.ts';

const SERVER = '999999999999';
let tap: TappedServer;
let aws: LocalAws;

beforeAll(async () => {
  // It warns that it is no longer maintained.
  vi.stubEnv('AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE', '1');
  tap = await startTappedServer();
  aws = await startLocalAws({ accounts: [{ accountId: SERVER }] });
  installGuard();
  // The server's own first request is how its key is known.
  await sdkV3Tools(tap.origin, KEYS)
    ['S3 ListBuckets']?.()
    .catch(() => {});
  tap.forget();
});
afterEach(() => tap.forget());
afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([tap.close(), aws.close()]);
});

const KEYS = { accessKeyId: 'AKIASERVERSDK', secretAccessKey: 'secret' };
const inTarget = <T>(fn: () => T): T => runInContext(accountContext(fakeSession('111111111111')), fn);
const refusalOf = async (tool: Tool) => {
  const error = await inTarget(tool).catch((failure: Error) => failure as Error & { cause?: unknown });
  return (error instanceof AccountContextBypassError ? error : (error as Error).cause) as AccountContextBypassError;
};

/** The line of a tool's code that sends the request. */
function lineOf(code: string): number {
  const lines = readFileSync(new URL('./bypassing-tools.ts', import.meta.url), 'utf8').split('\n');
  return lines.findIndex((line) => line.includes(code)) + 1;
}

describe.each([
  ['AWS SDK v3', sdkV3Tools],
  ['AWS SDK v2', sdkV2Tools],
])('%s with keys of its own', (_, toolsOf) => {
  const names = Object.keys(toolsOf('http://127.0.0.1:9', KEYS)).map((name) => [name] as const);

  it.each(names)('%s: not a byte is sent, no attempt follows, and the error stays what it is', async (name) => {
    const tools = toolsOf(tap.origin, KEYS);
    let attempts = 0;
    const count = () => {
      attempts += 1;
    };
    subscribe('http.client.request.created', count);
    const error = await refusalOf(tools[name] as Tool);
    expect(error).toBeInstanceOf(AccountContextBypassError);
    expect(error).toMatchObject({
      code: 'ACCOUNT_CONTEXT_BYPASS',
      name: 'AccountContextBypassError',
      retryable: false,
    });
    expect(error.message).toContain("the server's own identity");
    expect(error.message).not.toContain(KEYS.accessKeyId);
    await sleep(20);
    expect(tap.received().toString()).toBe('');
    unsubscribe('http.client.request.created', count);
    expect(attempts).toBe(name.includes('fetched') ? 0 : 1);
  });

  it('works outside of a call, and in asServer', async () => {
    const env = aws.env(SERVER);
    const keys = { accessKeyId: env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '' };
    const [list] = Object.values(toolsOf(aws.endpoint, keys)) as [Tool];
    await list();
    await inTarget(() => asServer(list));
    expect(aws.requests.map(({ accountId }) => accountId)).toEqual([SERVER, SERVER]);
    aws.clearRequests();
  });
});

describe('AWS SDK v3 over HTTP/2', () => {
  it('fails with the guard’s error, and sends no headers', async () => {
    const server = await startTappedServer({ http2: true });
    const requestHandler = new NodeHttp2Handler();
    const s3 = new S3Client({ endpoint: server.origin, region: 'us-east-1', credentials: KEYS, requestHandler });
    const error = await refusalOf(() => s3.send(new ListBucketsCommand({})));
    expect(error).toBeInstanceOf(AccountContextBypassError);
    await sleep(20);
    expect(headersFrames(server.received(), true)).toBe(0);
    await s3.send(new ListBucketsCommand({})).catch(() => {});
    expect(headersFrames(server.received(), server.received().toString('latin1').startsWith('PRI'))).toBe(1);
    requestHandler.destroy();
    await server.close();
  });
});

describe('the error says where the request was made', () => {
  const PATH = 'packages/cred-extract/test/context/guard/bypassing-tools.ts';

  it('by AWS SDK v3, through its awaits', async () => {
    const error = await refusalOf(sdkV3Tools(tap.origin, KEYS)['S3 ListBuckets'] as Tool);
    expect(error.message).toContain(`${PATH}:${lineOf('await s3.send(new ListBucketsCommand')}`);
  });

  it('by AWS SDK v2', async () => {
    const error = await refusalOf(sdkV2Tools(tap.origin, KEYS)['S3 listBuckets'] as Tool);
    expect(error.message).toContain(`${PATH}:${lineOf('s3.listBuckets().promise()')}`);
  });
});

describe('a tool that bypasses its account', () => {
  it.each([
    ['v3', (endpoint: string) => sdkV3Tools(endpoint, KEYS)['S3 ListBuckets'] as Tool],
    ['v2', (endpoint: string) => sdkV2Tools(endpoint, KEYS)['S3 listBuckets'] as Tool],
  ])('answers with the typed error, with AWS SDK %s', async (_, toolOf) => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const handler = withAccountContext(async (_args: object) => ({ content: [await toolOf(tap.origin)()] }), {
      accounts: fakeAccounts(),
    });
    const result = await handler({ target_account_id: '111111111111' });
    vi.mocked(process.stderr.write).mockRestore();
    expect(result).toMatchObject({
      isError: true,
      _meta: { 'mcp-multi-account/error': { error_type: 'account_context_bypass', retryable: false } },
    });
    expect(tap.received().toString()).toBe('');
  });
});
