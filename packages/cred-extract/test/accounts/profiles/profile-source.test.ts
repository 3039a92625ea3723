import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AccountTarget } from '../../../src/account.ts';
import { profileSource } from '../../../src/accounts/profiles/profile-source.ts';
import { ProfileCredentialsError } from '../../../src/errors.ts';
import { type AwsHome, createAwsHome } from '../../support/aws-home.ts';

const ID = (accountId: string): AccountTarget => ({ kind: 'account-id', accountId });
const ALIAS = (alias: string): AccountTarget => ({ kind: 'alias', alias });

const CONFIG = `
[default]
region = us-east-1
[profile production]
role_arn = arn:aws:iam::111111111111:role/team/Reader
source_profile = base
external_id = canary-external-id
region = eu-west-1
[profile base]
aws_access_key_id = AKIABASE
aws_secret_access_key = canary-secret
[profile staging]
sso_session = corp
sso_account_id = 222222222222
sso_role_name = Reader
[profile staging-admin]
sso_session = corp
sso_account_id = 222222222222
sso_role_name = Admin
[profile tool]
credential_process = get-keys
[profile known-tool]
credential_process = get-keys
aws_account_id = 444444444444
[profile both]
aws_access_key_id = AKIABOTH
aws_secret_access_key = canary-secret
sso_account_id = 555555555555
[sso-session corp]
sso_region = us-east-1
sso_start_url = https://corp.awsapps.com/start
[services local]
s3 =
  endpoint_url = http://127.0.0.1
`;

let home: AwsHome;
const ownerOf = vi.fn<(profile: string) => Promise<string>>();
const source = () => profileSource({ env: { HOME: home.path }, ownerOf });

beforeEach(async () => {
  home = await createAwsHome();
  await home.config(CONFIG);
  ownerOf.mockReset().mockResolvedValue('333333333333');
});
afterEach(() => home.remove());

describe('profileSource', () => {
  it('finds a profile by its name; its role, region and account stand in the file', async () => {
    expect(await source().find(ALIAS('production'))).toEqual([
      {
        account_id: '111111111111',
        alias: 'production',
        auth_type: 'profile',
        profile: 'production',
        role_arn: 'arn:aws:iam::111111111111:role/team/Reader',
        external_id: 'canary-external-id',
        region: 'eu-west-1',
        revision: expect.stringMatching(/^[\w-]{43}$/),
      },
    ]);
    expect(ownerOf).not.toHaveBeenCalled();
  });

  it('finds every profile of an account by its ID', async () => {
    expect((await source().find(ID('222222222222'))).map(({ alias }) => alias)).toEqual(['staging', 'staging-admin']);
    expect(await source().find(ID('444444444444'))).toMatchObject([{ alias: 'known-tool' }]);
    expect(await source().find(ID('999999999999'))).toEqual([]);
  });

  it('asks whose a profile is when it is named, once, and knows it by ID afterwards', async () => {
    const profiles = source();
    expect(await profiles.find(ID('333333333333'))).toEqual([]);
    expect(await profiles.find(ALIAS('tool'))).toMatchObject([{ account_id: '333333333333', profile: 'tool' }]);
    expect(await profiles.find(ID('333333333333'))).toMatchObject([{ profile: 'tool' }]);
    await profiles.find(ALIAS('tool'));
    expect(ownerOf.mock.calls).toEqual([['tool']]);
  });

  it('asks again when the profile has changed, and takes the new answer', async () => {
    const profiles = source();
    await profiles.find(ALIAS('tool'));
    await home.config(CONFIG.replaceAll('get-keys', 'get-other-keys'));
    ownerOf.mockResolvedValue('666666666666');
    expect(await profiles.find(ID('333333333333'))).toEqual([]);
    expect(await profiles.find(ALIAS('tool'))).toMatchObject([{ account_id: '666666666666' }]);
  });

  it('asks again after minutes, because a program may have come to serve another account', async () => {
    let time = 0;
    const profiles = profileSource({ env: { HOME: home.path }, ownerOf, now: () => time });
    await profiles.find(ALIAS('tool'));
    ownerOf.mockResolvedValue('666666666666');
    time = 4 * 60_000;
    expect(await profiles.find(ALIAS('tool'))).toMatchObject([{ account_id: '333333333333' }]);
    time = 6 * 60_000;
    expect(await profiles.find(ID('333333333333'))).toHaveLength(1);
    expect(await profiles.find(ALIAS('tool'))).toMatchObject([{ account_id: '666666666666' }]);
    expect(await profiles.find(ID('333333333333'))).toEqual([]);
  });

  it('does not remember that a profile gave no answer', async () => {
    const profiles = source();
    ownerOf.mockRejectedValueOnce(new ProfileCredentialsError('tool', 'x'));
    await expect(profiles.find(ALIAS('tool'))).rejects.toBeInstanceOf(ProfileCredentialsError);
    expect(await profiles.find(ALIAS('tool'))).toHaveLength(1);
  });

  it('does not believe the account of an SSO login that stands beside keys, which win', async () => {
    expect(await source().find(ID('555555555555'))).toEqual([]);
    expect(await source().find(ALIAS('both'))).toMatchObject([{ account_id: '333333333333' }]);
  });

  it.each(['sso-session.corp', 'services.local', 'corp', 'local', 'constructor', 'profile production', 'PRODUCTION'])(
    'has no profile called %s',
    async (name) => {
      expect(await source().find(ALIAS(name))).toEqual([]);
      expect(ownerOf).not.toHaveBeenCalled();
    },
  );

  it('lists the profiles whose account is known, and asks for none', async () => {
    const profiles = source();
    const names = async () => (await profiles.list()).map(({ alias }) => alias);
    expect(await names()).toEqual(['production', 'staging', 'staging-admin', 'known-tool']);
    await profiles.find(ALIAS('tool'));
    expect(await names()).toContain('tool');
    expect(ownerOf).toHaveBeenCalledTimes(1);
  });
});

describe('the shared config files', () => {
  it('are read anew for each search', async () => {
    const profiles = source();
    await profiles.find(ALIAS('production'));
    await home.config(CONFIG.replace('111111111111', '777777777777'));
    expect(await profiles.find(ALIAS('production'))).toMatchObject([{ account_id: '777777777777' }]);
    await home.config('');
    expect(await profiles.find(ALIAS('production'))).toEqual([]);
  });

  it('belong together: the credentials file adds profiles and outranks the config file', async () => {
    await home.credentials('[tool]\naws_account_id = 888888888888\n[extra]\naws_account_id = 999999999999\n');
    expect(await source().find(ALIAS('tool'))).toMatchObject([{ account_id: '888888888888' }]);
  });

  it('are where the environment says', async () => {
    const env = {
      AWS_CONFIG_FILE: join(home.path, '.aws', 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(home.path, 'credentials'),
      HOME: '/nonexistent',
    };
    expect(await profileSource({ env, ownerOf }).find(ALIAS('production'))).toHaveLength(1);
    expect(await profileSource({ env: { HOME: '/nonexistent' }, ownerOf }).list()).toEqual([]);
  });

  it.skipIf(process.getuid?.() === 0)('are not taken for empty when they may not be read', async () => {
    await chmod(join(home.path, '.aws', 'config'), 0o000);
    await expect(source().list()).rejects.toThrow(/cannot be read/);
  });

  it('are not taken for empty when they are folders', async () => {
    const env = { HOME: home.path, AWS_CONFIG_FILE: join(home.path, '.aws') };
    await expect(profileSource({ env, ownerOf }).list()).rejects.toThrow(/cannot be read.*AWS_CONFIG_FILE/);
  });
});

describe("a profile's revision", () => {
  const revisionOf = async (name: string, config: string) => {
    await home.config(config);
    return (await source().find(ALIAS(name)))[0]?.revision;
  };

  it.each([
    ['its own settings', 'production', ['team/Reader', 'team/Writer']],
    ['its external ID', 'production', ['canary-external-id', 'another-id']],
    ['the keys of its source', 'production', ['AKIABASE', 'AKIANEXT']],
    ['its SSO role', 'staging', ['= Reader', '= Writer']],
    ['its SSO portal', 'staging', ['https://corp', 'https://other']],
  ] as const)('changes with %s', async (_, name, [before, after]) => {
    expect(await revisionOf(name, CONFIG)).not.toBe(await revisionOf(name, CONFIG.replace(before, after)));
  });

  it('does not change with other profiles, or the order of the lines', async () => {
    const other = CONFIG.replace('get-keys', 'get-other-keys').replace('[default]', '# a comment\n[default]');
    expect(await revisionOf('staging', CONFIG)).toBe(await revisionOf('staging', other));
    const lines = 'sso_account_id = 222222222222\nsso_role_name = Reader';
    const turned = CONFIG.replace(lines, lines.split('\n').toReversed().join('\n'));
    expect(await revisionOf('staging', turned)).toBe(await revisionOf('staging', CONFIG));
  });

  it('tells nothing of the keys', async () => {
    expect(JSON.stringify(await source().find(ALIAS('base')))).not.toMatch(/canary|AKIA/);
  });
});
