import { describe, expect, it } from 'vitest';
import { runInContext } from '../../src/context/account-context.ts';
import { accountContext } from '../../src/context/account-contexts.ts';
import { accountEnv } from '../../src/index.ts';
import { fakeSession } from '../support/fake-accounts.ts';

const PARENT = {
  PATH: '/bin',
  AWS_PROFILE: 'prod',
  AWS_ACCESS_KEY_ID: 'AKIASERVER',
  AWS_SECRET_ACCESS_KEY: 'server-secret',
  AWS_SESSION_TOKEN: 'server-token',
  AWS_ROLE_ARN: 'arn:aws:iam::999999999999:role/server',
  AWS_WEB_IDENTITY_TOKEN_FILE: '/var/run/token',
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials',
  AWS_REGION: 'us-east-1',
  AWS_ENDPOINT_URL: 'http://localhost:4566',
  ENCRYPTION_KEY: 'key-of-the-store',
};
const inAccount = <T>(region: string | undefined, fn: () => T): T =>
  runInContext(accountContext(fakeSession('111111111111', region)), fn);

describe('accountEnv', () => {
  it("holds the account's credentials as the only AWS identity, and everything else of the parent", () => {
    expect(inAccount('eu-west-1', () => accountEnv(PARENT))).toEqual({
      PATH: '/bin',
      AWS_ENDPOINT_URL: 'http://localhost:4566',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ACCESS_KEY_ID: 'AKIA111111111111',
      AWS_SECRET_ACCESS_KEY: 'secret-111111111111',
      AWS_SESSION_TOKEN: 't',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
    });
  });

  it("keeps the parent's region for an account without one", () => {
    expect(inAccount(undefined, () => accountEnv(PARENT))).toMatchObject({ AWS_REGION: 'us-east-1' });
  });

  it('leaves a missing session token missing, not the text "undefined"', () => {
    const session = fakeSession('111111111111');
    const keyPair = { accessKeyId: 'AKIA1', secretAccessKey: 's' };
    const context = accountContext({ ...session, currentCredentials: () => keyPair });
    expect(runInContext(context, () => accountEnv(PARENT))).not.toHaveProperty('AWS_SESSION_TOKEN');
  });

  it("is the parent's own environment outside of a call for an account", () => {
    expect(accountEnv(PARENT)).toEqual(PARENT);
  });

  it('refuses to go on with expired credentials, and while the account is not ready', () => {
    const expired = { ...fakeSession('111111111111'), currentCredentials: () => undefined };
    expect(() => runInContext(accountContext(expired), () => accountEnv(PARENT))).toThrow(/expired/);
    expect(() => runInContext({ state: { kind: 'pending' } }, () => accountEnv(PARENT))).toThrow(/Await/);
  });

  it('does not change the environment of the process', () => {
    const before = { ...process.env };
    inAccount('eu-west-1', () => accountEnv());
    expect(process.env).toEqual(before);
  });
});
