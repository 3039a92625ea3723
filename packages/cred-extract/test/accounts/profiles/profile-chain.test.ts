import { describe, expect, it } from 'vitest';
import { profileChain } from '../../../src/accounts/profiles/profile-chain.ts';
import type { ConfigSection } from '../../../src/accounts/profiles/shared-config.ts';

const KEYS = { aws_access_key_id: 'AKIA', aws_secret_access_key: 'secret' };
const role = (more: ConfigSection): ConfigSection => ({ role_arn: 'arn:aws:iam::111111111111:role/Reader', ...more });

const CONFIG = new Map<string, ConfigSection>(
  Object.entries({
    keys: KEYS,
    'half-keys': { aws_access_key_id: 'AKIA' },
    process: { credential_process: 'get-keys' },
    sso: { sso_session: 'corp', sso_account_id: '111111111111', sso_role_name: 'Reader' },
    'old-sso': { sso_start_url: 'https://corp.awsapps.com/start' },
    login: { login_session: 'arn:aws:iam::111111111111:user/me' },
    'web-identity': role({ web_identity_token_file: '/token' }),
    role: role({ source_profile: 'keys' }),
    'role-of-role': role({ source_profile: 'role' }),
    'role-of-sso': role({ source_profile: 'sso' }),
    'role-and-keys': { ...role({ source_profile: 'role-and-keys' }), ...KEYS },
    'role-of-role-and-keys': role({ source_profile: 'role-and-keys' }),
    instance: role({ credential_source: 'Ec2InstanceMetadata' }),
    container: { credential_source: 'EcsContainer' },
    'role-of-container': role({ source_profile: 'container' }),
    'keys-and-sso': { ...KEYS, sso_session: 'corp', sso_account_id: '222222222222' },
    nothing: { region: 'eu-west-1' },
    'role-alone': role({}),
    'role-of-two': role({ source_profile: 'keys', credential_source: 'Environment' }),
    'role-of-nobody': role({ source_profile: 'nobody' }),
    'role-of-nothing': role({ source_profile: 'nothing' }),
    itself: role({ source_profile: 'itself' }),
    ping: role({ source_profile: 'pong' }),
    pong: role({ source_profile: 'ping' }),
    mfa: role({ source_profile: 'keys', mfa_serial: 'arn:aws:iam::111111111111:mfa/me' }),
    'role-of-mfa': role({ source_profile: 'mfa' }),
    'instance-mfa': role({ credential_source: 'Environment', mfa_serial: 'x' }),
  }),
);

describe('profileChain', () => {
  it.each([
    ['keys', ['keys'], 'keys'],
    ['process', ['process'], 'process'],
    ['sso', ['sso'], 'sso'],
    ['old-sso', ['old-sso'], 'sso'],
    ['login', ['login'], 'login'],
    ['web-identity', ['web-identity'], 'web-identity'],
    ['role', ['role', 'keys'], 'keys'],
    ['role-of-role', ['role-of-role', 'role', 'keys'], 'keys'],
    ['role-of-sso', ['role-of-sso', 'sso'], 'sso'],
    ['role-and-keys', ['role-and-keys', 'role-and-keys'], 'keys'],
    ['role-of-role-and-keys', ['role-of-role-and-keys', 'role-and-keys'], 'keys'],
    ['instance', ['instance'], 'credential-source'],
    ['role-of-container', ['role-of-container', 'container'], 'credential-source'],
    ['keys-and-sso', ['keys-and-sso'], 'keys'],
  ])('of %s comes to credentials', (name, profiles, origin) => {
    expect(profileChain(CONFIG, name)).toEqual({ verdict: 'complete', profiles, origin });
  });

  it.each([
    ['nobody', 'missing', 'nobody'],
    ['toString', 'missing', 'toString'],
    ['role-of-nobody', 'missing', 'nobody'],
    ['nothing', 'no-credentials', 'nothing'],
    ['half-keys', 'no-credentials', 'half-keys'],
    ['role-alone', 'no-credentials', 'role-alone'],
    ['role-of-two', 'no-credentials', 'role-of-two'],
    ['role-of-nothing', 'no-credentials', 'nothing'],
    ['container', 'no-credentials', 'container'],
    ['itself', 'cycle', 'itself'],
    ['ping', 'cycle', 'pong'],
    ['mfa', 'needs-mfa', 'mfa'],
    ['role-of-mfa', 'needs-mfa', 'mfa'],
    ['instance-mfa', 'needs-mfa', 'instance-mfa'],
  ])('of %s comes to none: %s', (name, verdict, profile) => {
    expect(profileChain(CONFIG, name)).toEqual({ verdict, profile });
  });
});
