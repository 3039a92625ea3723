import { fromIni } from '@aws-sdk/credential-provider-ini';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { profileChain } from '../../../src/accounts/profiles/profile-chain.ts';
import { profileSettings } from '../../../src/accounts/profiles/profile-record.ts';
import { readSharedConfig, sharedConfigPaths } from '../../../src/accounts/profiles/shared-config.ts';
import { type AwsHome, createAwsHome } from '../../support/aws-home.ts';

const NAMES = ['a', 'b', 'c', 'd'] as const;
const NOWHERE = { accessKeyId: 'NOWHERE', secretAccessKey: 'x' };

let home: AwsHome;
beforeAll(async () => {
  home = await createAwsHome();
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'ENVIRONMENT');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await home.remove();
});

/** Profiles as people and tools leave them: settings of several kinds side by side, half of them, and names of nothing. */
const settings = fc.record(
  {
    keys: fc.constantFrom('both', 'half'),
    aws_account_id: fc.constantFrom('100000000001', '100000000002', 'none'),
    role_arn: fc.constantFrom('200000000001', '200000000002'),
    source_profile: fc.constantFrom(...NAMES, 'nowhere'),
    credential_source: fc.constant('Environment'),
    mfa_serial: fc.constant('device'),
  },
  { requiredKeys: [] },
);
const role = fc.record({ role_arn: fc.constant('200000000003'), source_profile: fc.constantFrom(...NAMES) });
const profile = fc.oneof(settings, role);
const config = fc.record({ a: profile, b: profile, c: profile, d: profile }, { requiredKeys: ['a'] });

type Profile = typeof settings extends fc.Arbitrary<infer Value> ? Value : never;

function section(name: string, { keys, role_arn, ...others }: Profile): string {
  const values: Record<string, string | undefined> = {
    ...others,
    ...(keys && { aws_access_key_id: `KEY-${name}` }),
    ...(keys === 'both' && { aws_secret_access_key: 'x' }),
    ...(role_arn && { role_arn: `arn:aws:iam::${role_arn}:role/Reader` }),
  };
  const lines = Object.entries(values).map(([key, value]) => `${key} = ${value}`);
  // A section without a setting is none.
  return [`[profile ${name}]`, 'region = eu-west-1', ...lines].join('\n');
}

/** What the SDK does: the key it starts from, and the account of the last role it assumes. */
async function resolvedBySdk(name: string) {
  let account: string | undefined;
  const provider = fromIni({
    profile: name,
    ...sharedConfigPaths({ HOME: home.path }),
    ignoreCache: true,
    roleAssumer: async (source, { RoleArn }) => {
      account = RoleArn?.split(':')[4];
      return source;
    },
  });
  const { accessKeyId } = await provider().catch(() => NOWHERE);
  return { accessKeyId, account };
}

function expectedKey(chain: ReturnType<typeof profileChain>): string {
  if (chain.verdict !== 'complete') return NOWHERE.accessKeyId;
  return chain.origin === 'keys' ? `KEY-${chain.profiles.at(-1)}` : 'ENVIRONMENT';
}

describe('profileChain', () => {
  it('says of any files what the SDK does with them', async () => {
    const verdicts = new Map<string, number>();
    const property = fc.asyncProperty(config, async (profiles) => {
      await home.config(
        Object.entries(profiles)
          .map(([name, value]) => section(name, value as Profile))
          .join('\n'),
      );
      const read = await readSharedConfig({ HOME: home.path });
      for (const name of NAMES) {
        const chain = profileChain(read, name);
        verdicts.set(chain.verdict, (verdicts.get(chain.verdict) ?? 0) + 1);
        // Here the SDK leaves a rejection unhandled, which ends a process: one more reason to look first.
        if (chain.verdict === 'needs-mfa') continue;
        const { accessKeyId, account } = await resolvedBySdk(name);
        expect(accessKeyId, `${name}: ${JSON.stringify(chain)}`).toBe(expectedKey(chain));
        const known = profileSettings(read, name).accountId;
        if (chain.verdict === 'complete' && account !== undefined) expect(known).toBe(account);
      }
    });
    await fc.assert(property, { numRuns: 400 });
    // Of each kind enough to mean something.
    for (const verdict of ['complete', 'missing', 'needs-mfa', 'cycle', 'no-credentials']) {
      expect(verdicts.get(verdict), verdict).toBeGreaterThan(5);
    }
  });
});
