import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type LocalAws, startLocalAws } from '../../../cred-extract/src/testing/index.ts';
import { loadRuntimeConfiguration, readRuntimeConfiguration } from '../../src/configuration/runtime-configuration.ts';
import { ServeConfigurationError } from '../../src/index.ts';

const SERVER = '100000000000';
const VALUES = { DATABASE_URL: 'postgresql://u:secret@db/accounts', MCP_PORT: '9000' };
let aws: LocalAws;

beforeAll(async () => {
  const secrets = { runtime: JSON.stringify(VALUES), text: 'my secret password' };
  const parameters = { '/runtime': '# who\nDATABASE_URL="postgresql://u:secret@db/accounts"\nMCP_PORT=9000\n' };
  aws = await startLocalAws({ accounts: [{ accountId: SERVER, data: { secrets, parameters } }] });
});

afterAll(() => aws.close());

afterEach(() => vi.unstubAllEnvs());

const SECRET = 'RUNTIME_CONFIG_SECRET_ID';
const PARAMETER = 'RUNTIME_CONFIG_SSM_PARAMETER_NAME';

function load(variable: typeof SECRET | typeof PARAMETER, id: string, env = aws.env(SERVER), timeoutMs?: number) {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  return loadRuntimeConfiguration({ variable, id }, env, timeoutMs);
}

/** What the error says: one line, without the content and without what AWS said. */
async function refusal(loading: Promise<unknown>): Promise<string> {
  const error = await loading.catch((one: Error) => one);
  expect(error).toBeInstanceOf(ServeConfigurationError);
  const { message } = error as Error;
  expect(message).not.toMatch(/secret password|arn:|\n|100000000000/);
  return message;
}

describe('the runtime configuration', () => {
  it('comes from a secret, in JSON', async () => {
    expect(await load(SECRET, 'runtime')).toEqual(VALUES);
  });

  it('comes from an encrypted parameter, in lines', async () => {
    expect(await load(PARAMETER, '/runtime')).toEqual(VALUES);
  });

  it('is read in the region of its ARN', async () => {
    aws.clearRequests();
    await load(PARAMETER, `arn:aws:ssm:eu-west-1:${SERVER}:parameter/runtime`);
    await load(PARAMETER, '/runtime');
    expect(aws.requests.map(({ region }) => region)).toEqual(['eu-west-1', 'us-east-1']);
  });

  it('that is not there names the setting and says what to do', async () => {
    const missing =
      'there is no such secret in this account and region. Correct the name, or AWS_REGION, or create the secret.';
    expect(await refusal(load(SECRET, 'other'))).toBe(`RUNTIME_CONFIG_SECRET_ID: ${missing}`);
    expect(await refusal(load(PARAMETER, '/other'))).toContain('there is no such parameter');
  });

  it('that may not be read names the permission', async () => {
    aws.fail({ service: 'secretsmanager', code: 'AccessDeniedException', times: 1 });
    aws.fail({ service: 'ssm', code: 'AccessDeniedException', times: 1 });
    expect(await refusal(load(SECRET, 'runtime'))).toContain(
      'secretsmanager:GetSecretValue on the secret, and kms:Decrypt',
    );
    expect(await refusal(load(PARAMETER, '/runtime'))).toContain('ssm:GetParameter on the parameter, and kms:Decrypt');
  });

  it.each([
    ['DecryptionFailure', 'cannot be decrypted'],
    ['InvalidRequestException', 'marked for deletion'],
    ['UnrecognizedClientException', "AWS rejects the server's own credentials"],
    ['InternalServiceError', 'could not be read (InternalServiceError)'],
  ])('that fails with %s says so', async (code, message) => {
    aws.fail({ service: 'secretsmanager', code, times: 1 });
    expect(await refusal(load(SECRET, 'runtime'))).toContain(message);
  });

  it('that takes too long is given up', async () => {
    aws.delay({ service: 'ssm', delayMs: 4_000, times: 1 });
    const began = performance.now();
    expect(await refusal(load(PARAMETER, '/runtime', aws.env(SERVER), 100))).toContain(
      'did not answer within 0.1 seconds',
    );
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it('without a region asks for one', async () => {
    const { AWS_REGION: _region, ...env } = aws.env(SERVER);
    vi.stubEnv('AWS_REGION', '');
    vi.stubEnv('AWS_DEFAULT_REGION', '');
    expect(await refusal(load(SECRET, 'runtime', env))).toContain('set AWS_REGION');
  });

  it('that is no configuration is not repeated', async () => {
    expect(await refusal(load(SECRET, 'text'))).toContain(
      'RUNTIME_CONFIG_SECRET_ID: what it names must be a JSON object',
    );
  });

  it('is named by one setting at most', () => {
    expect(readRuntimeConfiguration({ [SECRET]: 'a', [PARAMETER]: ' ' })).toEqual({ variable: SECRET, id: 'a' });
    expect(readRuntimeConfiguration({})).toBeUndefined();
    const both = () => readRuntimeConfiguration({ [SECRET]: 'a', [PARAMETER]: 'b' });
    expect(both).toThrow('RUNTIME_CONFIG_SECRET_ID and RUNTIME_CONFIG_SSM_PARAMETER_NAME are both set. Set one.');
  });
});
