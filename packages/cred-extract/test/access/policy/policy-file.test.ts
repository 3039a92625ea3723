import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { policyFile } from '../../../src/access/policy/policy-file.ts';
import { policySource } from '../../../src/access/policy/policy-source.ts';
import { ConfigurationError } from '../../../src/index.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policy-'));
  file = join(folder, 'policy.yaml');
});
afterEach(() => rm(folder, { recursive: true }));

const YAML = `
# who may use what
allow:
  - groups: [platform]
    accounts: '*'
    server: true
  - groups: [shop]
    environments: [dev]
    tags: { team: shop }
deny:
  - groups: [contractors]
    environments: [production]
`;
const failureOf = (read: () => Promise<unknown>) =>
  read().then(
    () => undefined,
    (error) => error,
  );

describe('a policy file', () => {
  it('is YAML or JSON', async () => {
    await writeFile(file, YAML);
    const fromYaml = await policyFile(file)();
    expect([fromYaml.allow.length, fromYaml.deny.length]).toEqual([2, 1]);
    await writeFile(file, '{"allow": [{"anyone": true, "server": true}]}');
    expect(await policyFile(file)()).toEqual({ allow: [{ server: true }], deny: [] });
  });

  it('counts as it is now: a new version from the next use on, also when it takes the place of the file', async () => {
    await writeFile(file, YAML);
    const policy = policyFile(file);
    expect((await policy()).allow).toHaveLength(2);
    await writeFile(file, 'allow: []');
    expect((await policy()).allow).toHaveLength(0);
    await writeFile(join(folder, 'new'), YAML);
    await rename(join(folder, 'new'), file);
    expect((await policy()).allow).toHaveLength(2);
  });

  it('refuses everything while it is wrong or gone, and works again when it is right', async () => {
    await writeFile(file, 'allow: []');
    const policy = policyFile(file);
    await policy();
    for (const wrong of ['allow: [', 'allow: [{group: [secret-group]}]', '', 'allow: []\nallow: []', '!!js/regexp x']) {
      await writeFile(file, wrong);
      expect(await failureOf(policy)).toBeInstanceOf(ConfigurationError);
    }
    await rm(file);
    expect(await failureOf(policy)).toBeInstanceOf(ConfigurationError);
    await writeFile(file, 'allow: []');
    expect(await policy()).toEqual({ allow: [], deny: [] });
  });

  it('tells callers nothing of its content, and the log everything that is wrong', async () => {
    await writeFile(file, 'allow:\n  - groop: [board-of-directors]\n    accounts: [1]');
    const error = (await failureOf(policyFile(file))) as ConfigurationError;
    expect(error.userMessage).toMatch(/cannot be used, so every call is refused.*ACCOUNT_POLICY/);
    expect(error.userMessage).not.toMatch(/groop|policy\.yaml|tmp/);
    const { message } = error.cause as Error;
    expect(message).toMatch(/policy\.yaml cannot be used/);
    expect(message).toMatch(/no field "groop"/);
    expect(message).toMatch(/allow\[0\]\.accounts/);
    expect(message).not.toContain(folder);
  });

  it('tells the first problems of a file that is something else, and how many more there are', async () => {
    await writeFile(file, `allow:\n${'  - { groop: [a] }\n'.repeat(500)}`);
    const { message } = ((await failureOf(policyFile(file))) as ConfigurationError).cause as Error;
    expect(message.split('\n')).toHaveLength(22);
    expect(message).toMatch(/and 1480 more\.$/);
  });

  it('loses no leading zero of an account ID without anybody noticing', async () => {
    await writeFile(file, 'allow: [{ anyone: true, accounts: [012345678901] }]');
    expect(await failureOf(policyFile(file))).toMatchObject({ cause: { message: expect.stringMatching(/in quotes/) } });
  });

  it.each([
    ['nesting', `allow: ${'['.repeat(10_000)}`],
    [
      'aliases of aliases',
      `a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nallow: [*c,*c,*c,*c,*c,*c,*c,*c]`,
    ],
    ['megabytes', `allow: [] #${'x'.repeat(1_000_001)}`],
  ])('refuses %s in bounded time', async (_, text) => {
    await writeFile(file, text);
    const started = performance.now();
    expect(await failureOf(policyFile(file))).toBeInstanceOf(ConfigurationError);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it.runIf(process.getuid?.() !== 0)('refuses everything when it may not be read', async () => {
    await writeFile(file, YAML);
    await chmod(file, 0);
    expect(await failureOf(policyFile(file))).toBeInstanceOf(ConfigurationError);
  });
});

describe('where a policy comes from', () => {
  const policy = { allow: [] };

  it('is nowhere, the code or ACCOUNT_POLICY', async () => {
    await writeFile(file, YAML);
    expect(policySource({}, {})).toBeUndefined();
    expect(await policySource({ policy }, {})?.()).toEqual({ allow: [], deny: [] });
    expect((await policySource({}, { ACCOUNT_POLICY: ` ${file} ` })?.())?.allow).toHaveLength(2);
  });

  it('is never both, and never an empty variable, which a template may have left', () => {
    expect(() => policySource({ policy }, { ACCOUNT_POLICY: file })).toThrow(/Remove one of them/);
    expect(() => policySource({}, { ACCOUNT_POLICY: '' })).toThrow(/ACCOUNT_POLICY is empty/);
    expect(() => policySource({ policy }, { ACCOUNT_POLICY: ' ' })).toThrow(ConfigurationError);
  });

  it('says at once what is wrong with a policy in code', () => {
    const wrong = { allow: [{ group: ['a'] }] } as never;
    expect(() => policySource({ policy: wrong }, {})).toThrow(/no field "group"/);
    expect(() => policySource({ policy: null as never }, {})).toThrow(/is an object/);
  });
});
