import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountTarget } from '../../../src/account.ts';
import { registryFileSource } from '../../../src/accounts/registry/registry-source.ts';
import { ConfigurationError } from '../../../src/errors.ts';

const ID = (accountId: string): AccountTarget => ({ kind: 'account-id', accountId });
const ALIAS = (alias: string): AccountTarget => ({ kind: 'alias', alias });
const CONVENTION = { roleName: 'McpTarget', externalId: 'shared-id' };
const arn = (accountId: string, name = 'McpTarget') => `arn:aws:iam::${accountId}:role/${name}`;

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'test-registry-'));
  path = join(folder, 'accounts.yaml');
});
afterEach(() => rm(folder, { recursive: true }));

const failureOf = (promise: Promise<unknown> | undefined) =>
  (promise ?? Promise.resolve()).then(
    () => expect.unreachable(),
    (error) => error as Error,
  );

describe('registryFileSource', () => {
  it('finds accounts of a YAML file by ID and by alias, with everything a record may say', async () => {
    await writeFile(
      path,
      `# our accounts
- account_id: 012345678901
  alias: production
  role_arn: ${arn('012345678901', 'team/Reader')}
  external_id: canary-external-id
  region: eu-west-1
  session_duration: 900
  environment: prod
  tags: { team: payments }
- account_id: "222222222222"
  alias: laptop
  profile: staging
  enabled: false
`,
    );
    const source = registryFileSource(path);
    const production = {
      account_id: '012345678901',
      alias: 'production',
      auth_type: 'iam_role',
      role_arn: arn('012345678901', 'team/Reader'),
      external_id: 'canary-external-id',
      region: 'eu-west-1',
      session_duration: 900,
      environment: 'prod',
      tags: { team: 'payments' },
      enabled: true,
    };
    expect(await source.find(ID('012345678901'))).toEqual([production]);
    expect(await source.find(ALIAS('production'))).toEqual([production]);
    expect(await source.find(ALIAS('laptop'))).toMatchObject([
      { account_id: '222222222222', auth_type: 'profile', profile: 'staging', enabled: false },
    ]);
    expect(await source.find(ID('333333333333'))).toEqual([]);
    expect(await source.list?.()).toHaveLength(2);
  });

  it('finds accounts of a JSON file, indented by tabs and with a list inside an object', async () => {
    await writeFile(
      path,
      `{\n\t"accounts": [\n\t\t{ "account_id": "111111111111", "role_arn": "${arn('111111111111')}" }\n\t]\n}`,
    );
    expect(await registryFileSource(path).find(ID('111111111111'))).toMatchObject([{ auth_type: 'iam_role' }]);
  });

  it("finds accounts of the seed project's form, with the role that all of them have", async () => {
    const accounts = [
      { id: '999999999999', name: 'Central', environment: 'ops', role: 'central' },
      { id: '111111111111', name: 'Production EU', environment: 'prod', role: 'workload' },
    ];
    await writeFile(path, JSON.stringify({ accounts }));
    const source = registryFileSource(path, CONVENTION);
    expect(await source.find(ALIAS('Production EU'))).toEqual([
      {
        account_id: '111111111111',
        alias: 'Production EU',
        auth_type: 'iam_role',
        role_arn: arn('111111111111'),
        external_id: 'shared-id',
        environment: 'prod',
        enabled: true,
      },
    ]);
    expect(await source.find(ID('999999999999'))).toHaveLength(1);
  });

  it('takes the JSON itself for a path', async () => {
    const text = JSON.stringify([{ id: '111111111111', role_arn: arn('111111111111') }]);
    expect(await registryFileSource(` ${text}`).find(ID('111111111111'))).toHaveLength(1);
    const failure = await failureOf(registryFileSource('{"accounts": 1}').find(ID('111111111111')));
    expect(failure.message).toMatch(/ACCOUNT_REGISTRY cannot be used:\n {2}line 1: a registry is a list/);
  });

  it.each(['- { id: "111111111111" }', 'accounts:\n  - id: "111111111111"\n'])(
    'takes the YAML itself for a path: %j',
    async (text) => {
      expect(await registryFileSource(text, CONVENTION).find(ID('111111111111'))).toHaveLength(1);
    },
  );

  it('repeats no secret that somebody put into the variable', async () => {
    for (const text of ['- secret_access_key: canary', 'secret_access_key: canary\nid: 1', '{ password: canary }']) {
      const failure = await failureOf(registryFileSource(text).find(ID('111111111111')));
      expect(failure).toBeInstanceOf(ConfigurationError);
      expect(`${failure.message} ${failure.stack}`).not.toContain('canary');
    }
  });

  it("gives the shared role's external ID to no role of its own, and a role's own one precedence", async () => {
    await writeFile(
      path,
      `- { id: '111111111111', role_arn: '${arn('111111111111', 'Own')}' }\n- { id: '222222222222', external_id: own-id }\n`,
    );
    const source = registryFileSource(path, CONVENTION);
    expect(await source.find(ID('111111111111'))).toMatchObject([{ external_id: null }]);
    expect(await source.find(ID('222222222222'))).toMatchObject([
      { role_arn: arn('222222222222'), external_id: 'own-id' },
    ]);
  });

  it('finds both accounts of one alias', async () => {
    await writeFile(path, `- { id: '111111111111', alias: x }\n- { id: '222222222222', alias: x }\n`);
    expect(await registryFileSource(path, CONVENTION).find(ALIAS('x'))).toHaveLength(2);
  });

  it('has an empty list for an empty registry', async () => {
    await writeFile(path, 'accounts: []');
    expect(await registryFileSource(path).list?.()).toEqual([]);
  });

  it('cannot be made with a role that cannot be', () => {
    expect(() => registryFileSource(path, { roleName: arn('111111111111') })).toThrow(/CROSS_ACCOUNT_ROLE_NAME/);
  });
});

describe('a registry that changes', () => {
  it('counts from the next search on, also when it is replaced by a file of the same size', async () => {
    const source = registryFileSource(path, CONVENTION);
    await writeFile(path, `- { id: '111111111111', enabled: true  }`);
    expect(await source.find(ID('111111111111'))).toMatchObject([{ enabled: true }]);
    await writeFile(path, `- { id: '111111111111', enabled: false }`);
    expect(await source.find(ID('111111111111'))).toMatchObject([{ enabled: false }]);
    await writeFile(`${path}.new`, `- { id: '222222222222', enabled: false }`);
    await rename(`${path}.new`, path);
    expect(await source.find(ID('111111111111'))).toEqual([]);
  });

  it('answers nothing once it is wrong, gone or empty, and everything when it is right again', async () => {
    const source = registryFileSource(path, CONVENTION);
    const right = `- { id: '111111111111' }`;
    for (const wrong of ['- { id: 1', '', '- { id: 12 }']) {
      await writeFile(path, right);
      expect(await source.find(ID('111111111111'))).toHaveLength(1);
      await writeFile(path, wrong);
      expect(await failureOf(source.find(ID('111111111111')))).toBeInstanceOf(ConfigurationError);
    }
    await rm(path);
    expect((await failureOf(source.find(ID('111111111111')))).message).toMatch(/accounts\.yaml cannot be read/);
    await writeFile(path, right);
    expect(await source.find(ID('111111111111'))).toHaveLength(1);
  });

  it('fails each call with an error of its own', async () => {
    await writeFile(path, '- { id: 12 }');
    const source = registryFileSource(path, CONVENTION);
    const failures = [
      await failureOf(source.find(ID('111111111111'))),
      await failureOf(source.find(ID('111111111111'))),
    ];
    const ids = failures.map((failure) => (failure as ConfigurationError).requestId);
    expect(new Set(ids).size).toBe(2);
  });

  it('serves a thousand searches while it is written', async () => {
    const source = registryFileSource(path, CONVENTION);
    await writeFile(path, `- { id: '111111111111', alias: 'a0' }`);
    const searches = Array.from({ length: 1000 }, async (_, index) => {
      if (index % 100 === 0) {
        await writeFile(`${path}.${index}`, `- { id: '111111111111', alias: 'a${index}' }`);
        await rename(`${path}.${index}`, path);
      }
      return source.find(ID('111111111111'));
    });
    for (const records of await Promise.all(searches)) expect(records).toHaveLength(1);
  });

  it.skipIf(process.getuid?.() === 0)('says that it may not be read', async () => {
    await writeFile(path, '[]');
    await chmod(path, 0o000);
    expect((await failureOf(registryFileSource(path).list?.())).message).toMatch(/permissions/);
  });
});
