import { expect, it } from 'vitest';
import { childEnvironment } from '../../src/verify/child-environment.ts';

const OWN = {
  PATH: '/bin',
  AWS_PROFILE: 'mine',
  DATABASE_URL: 'postgres://x',
  CROSS_ACCOUNT_ROLE_NAME: 'R',
  GONE: undefined,
};

it('passes everything through, and what was asked for over it', () => {
  const env = childEnvironment(OWN, undefined, { AWS_PROFILE: 'other', MORE: '1' });
  expect(env).toEqual({
    ...{ PATH: '/bin', AWS_PROFILE: 'other', DATABASE_URL: 'postgres://x' },
    CROSS_ACCOUNT_ROLE_NAME: 'R',
    MORE: '1',
  });
});

it('gives a server in the local AWS nothing that selects an account of the user', () => {
  const local = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', DATABASE_URL: 'sqlite:/tmp/a' };
  expect(childEnvironment(OWN, local)).toEqual({ PATH: '/bin', ...local });
  expect(childEnvironment(OWN, local, { AWS_REGION: 'eu-west-1' })).toMatchObject({ AWS_REGION: 'eu-west-1' });
});
