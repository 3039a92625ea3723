import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../../src/testing/index.ts';
import { type AwsHome, createAwsHome, keyLines } from '../../support/aws-home.ts';
import { type SsoPortal, startSsoPortal } from '../../support/sso-portal.ts';

const SERVER = fileURLToPath(new URL('../../support/bucket-server.ts', import.meta.url));
const OWN = '999999999999';
const PRODUCTION = '111111111111';
const STAGING = '222222222222';
const TOOL = '333333333333';

let aws: LocalAws;
let portal: SsoPortal;
let home: AwsHome;
let client: Client;
let log = '';

beforeAll(async () => {
  const roles = [{ name: 'Reader' }];
  aws = await startLocalAws({
    accounts: [
      { accountId: OWN },
      { accountId: PRODUCTION, roles },
      { accountId: STAGING, roles },
      { accountId: TOOL },
    ],
  });
  portal = await startSsoPortal(aws, [`${STAGING}/Reader`]);
  home = await createAwsHome();
  await home.credentials(`[default]\n${keyLines(aws.env(OWN))}`);
  await home.config(configuration());
  await home.ssoToken('corp', portal.token, new Date(Date.now() + 3_600_000));
  client = await startServer();
});
afterAll(async () => {
  await client?.close();
  await portal.close();
  await aws.close();
  await home.remove();
});

function configuration(): string {
  const { AWS_ACCESS_KEY_ID: AccessKeyId, AWS_SECRET_ACCESS_KEY: SecretAccessKey } = aws.env(TOOL);
  return `
[profile production]
role_arn = arn:aws:iam::${PRODUCTION}:role/Reader
source_profile = default
[profile staging]
sso_session = corp
sso_account_id = ${STAGING}
sso_role_name = Reader
[sso-session corp]
sso_region = us-east-1
sso_start_url = https://corp.awsapps.com/start
[profile tool]
credential_process = echo '${JSON.stringify({ Version: 1, AccessKeyId, SecretAccessKey })}'
`;
}

/** The environment has no credentials and no setting of this library: all there is are the files of the home folder. */
async function startServer(): Promise<Client> {
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: home.path,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_ENDPOINT_URL_SSO: portal.endpoint,
  };
  const args = ['--import', 'tsx', SERVER];
  const transport = new StdioClientTransport({ command: process.execPath, args, env, stderr: 'pipe' });
  transport.stderr?.on('data', (chunk) => {
    log += String(chunk);
  });
  const connected = new Client({ name: 'test', version: '1.0.0' });
  await connected.connect(transport);
  return connected;
}

async function call(target?: string): Promise<string> {
  const name = 'list-buckets';
  const result = await client.callTool({ name, arguments: target === undefined ? {} : { target_account_id: target } });
  return (result.content as Array<{ text: string }>)[0]?.text ?? '';
}

describe('a server process on a laptop, with nothing set up but ~/.aws', () => {
  it.each([
    ['production', PRODUCTION],
    [PRODUCTION, PRODUCTION],
    ['staging', STAGING],
    ['tool', TOOL],
    [TOOL, TOOL],
    ['default', OWN],
    [undefined, OWN],
  ])('answers a call for %s from account %s', async (target, accountId) => {
    expect(await call(target)).toBe(`data-${accountId}`);
  });

  it('answers 300 calls at once, each from its own account', async () => {
    const targets = [
      ['production', PRODUCTION],
      ['staging', STAGING],
      ['tool', TOOL],
      [undefined, OWN],
    ] as const;
    const calls = Array.from({ length: 300 }, (_, index) => targets[index % 4] as (typeof targets)[number]);
    const answers = await Promise.all(calls.map(([target]) => call(target)));
    expect(answers).toEqual(calls.map(([, accountId]) => `data-${accountId}`));
  });

  it('says that there is no such profile', async () => {
    expect(JSON.parse(await call('nobody'))).toMatchObject({ error_type: 'account_not_found' });
  });

  it('follows the files: a profile that somebody adds, and a login that ends', async () => {
    await home.ssoToken('corp', 'another-token', new Date(Date.now() + 3_600_000));
    await home.config(
      `${configuration()}[profile new]\nsso_session = corp\nsso_account_id = ${STAGING}\nsso_role_name = Reader\n`,
    );
    const failure = JSON.parse(await call('new'));
    expect(failure).toMatchObject({ error_type: 'credential_error', retryable: false });
    expect(failure.message).toMatch(/Run: aws sso login --profile new$/);
    await home.ssoToken('corp', portal.token, new Date(Date.now() + 3_600_000));
    await expect.poll(() => call('new'), { timeout: 20_000 }).toBe(`data-${STAGING}`);
  });

  it('logs no key, token or role', () => {
    expect(log).toMatch(/PROFILE_CREDENTIALS_FAILED/);
    for (const accountId of [OWN, TOOL]) expect(log).not.toContain(aws.env(accountId).AWS_SECRET_ACCESS_KEY);
    expect(log).not.toMatch(/canary|another-token|arn:aws:iam/);
  });
});
