import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseRegistry } from '../../../src/accounts/registry/parse-registry.ts';

const CONVENTION = { roleName: 'McpTarget' };

async function problemsOf(text: string, convention: typeof CONVENTION | undefined = CONVENTION): Promise<string[]> {
  const registry = await parseRegistry(text, convention);
  return registry.verdict === 'usable' ? [] : registry.problems.map(({ line, text }) => `${line}: ${text}`);
}

describe('parseRegistry', () => {
  it('reports every problem of a file with the line it stands on', async () => {
    const text = `accounts:
  - account_id: 12345
  - account_id: "111111111111"
    alias: "333333333333"
    regoin: eu-west-1
    session_duration: 5
  - plain text
  - id: "222222222222"
    role_arn: arn:aws:iam::111111111111:role/canary
    tags: [a]
    enabled: "yes"
  - account_id: "111111111111"
`;
    expect(await problemsOf(text)).toEqual([
      '2: account_id must be the 12 digits of an AWS account ID.',
      '4: alias must be a name of up to 128 letters, digits, spaces and ._@/+=,:-',
      '5: there is no field "regoin".',
      '6: session_duration must be 900 to 43200 seconds.',
      '7: an account is an object with at least account_id.',
      '9: role_arn is of another account than account_id.',
      '10: tags must be an object of texts.',
      '11: enabled must be true or false.',
      '12: this account_id is also that of the account in line 3.',
    ]);
  });

  it.each([
    ['access_key_id: AKIAIOSFODNN7CANARY', 'access_key_id'],
    ['secret_access_key: canary/secret', 'secret_access_key'],
    ['secret_access_key_encrypted: gAAAAcanary', 'secret_access_key_encrypted'],
    ['session_token: canary', 'session_token'],
  ])('refuses %s with advice, and does not repeat it', async (field, name) => {
    const problems = await problemsOf(`- account_id: "111111111111"\n  ${field}`);
    expect(problems).toEqual([
      `2: ${name} has no place in a file. Use a role, or register the account in the database.`,
    ]);
  });

  it.each([
    ['auth_type: aksk', '2: auth_type must be iam_role or profile.'],
    ['auth_type: profile', '1: profile must be the name of an AWS profile.'],
    ['profile: 7', '2: profile must be the name of an AWS profile.'],
    ['profile: ""', '2: profile must be the name of an AWS profile.'],
    ['role: McpTarget', '2: role must be central or workload. The name of an IAM role goes into role_arn.'],
    ['alias: 2024', '2: alias must be a name of up to 128 letters, digits, spaces and ._@/+=,:-'],
    ['environment: 1', '2: environment must be a text.'],
    ['region: evil.example.com/', '2: region must be the code of an AWS Region, such as eu-west-1.'],
    ['external_id: x', '2: external_id must be 2 to 1224 letters, digits and _+=,.@:/-'],
    ['id: "111111111111"', '2: id and account_id are the same. Keep one.'],
    ['toString: x', '2: there is no field "toString".'],
    ['__proto__: { enabled: true }', '2: there is no field "__proto__".'],
    ['"evil\\nline": x', '2: there is no field "evil\\nline".'],
    ['for\u00adged: x', '2: there is no field "for\\u00adged".'],
    ['<<: { enabled: true }', '2: there is no field "<<".'],
  ])('refuses an account with %s', async (field, problem) => {
    expect(await problemsOf(`- account_id: "111111111111"\n  ${field}`)).toEqual([problem]);
  });

  it('refuses an account with both a profile and a role', async () => {
    const role = 'role_arn: arn:aws:iam::111111111111:role/canary';
    expect(await problemsOf(`- account_id: "111111111111"\n  profile: x\n  ${role}`)).toEqual([
      '2: an account has a profile or a role, not both.',
    ]);
    expect(await problemsOf(`- account_id: "111111111111"\n  profile: x\n  auth_type: iam_role`)).toEqual([
      '2: an account has a profile or a role, not both.',
    ]);
  });

  it('asks for a role where no account has a usual one', async () => {
    const registry = await parseRegistry('- account_id: "111111111111"', undefined);
    expect(registry).toMatchObject({
      verdict: 'unusable',
      problems: [{ line: 1, text: expect.stringMatching(/^role_arn is missing\. .*CROSS_ACCOUNT_ROLE_NAME/) }],
    });
  });

  it.each([
    ['an empty file', '', /^1: a registry is a list/],
    ['a text', 'accounts', /^1: a registry is a list/],
    ['an object of another kind', 'organizations: []', /^1: a registry is a list/],
    ['a list beside something else', 'accounts: []\nversion: 1', /^1: a registry is a list/],
    ['an object for a list', 'accounts: {}', /^1: a registry is a list/],
    ['a bracket left open', '[{"id": "111111111111"}', /^1: .*must end with a \]/],
    ['the same field twice', '- id: "111111111111"\n  alias: a\n  alias: b', /^3: .*unique/],
    ['two documents', '[]\n---\n[]', /^2: .*multiple documents/],
    ['a tag', '- !!js/function "canary"', /^1: Unresolved tag/],
    ['an alias of nothing', '- { id: *nothing }', /^1: .*alias \(\*name\) of nothing/],
    ['brackets without end', '['.repeat(200_000), /^1: /],
    ['aliases of aliases of aliases', bomb(), /^1: the registry is nested too deeply/],
    ['too long a text', `# ${'x'.repeat(10_000_001)}`, /^1: the registry is larger than 10 MB\.$/],
  ])('refuses %s', async (_, text, problem) => {
    const problems = await problemsOf(text);
    expect(problems[0]).toMatch(problem);
    expect(problems.join()).not.toMatch(/canary/);
  });

  it('can use the registry of the documentation', async () => {
    const page = await readFile(new URL('../../../../../docs/accounts.md', import.meta.url), 'utf8');
    const text = /```yaml\n(.*?)```/s.exec(page)?.[1] ?? '';
    const registry = await parseRegistry(text, CONVENTION);
    expect(registry.verdict === 'usable' && registry.records.size).toBe(3);
  });

  it('takes an account ID as it is written, not as the number it looks like', async () => {
    for (const id of ['000000000012', '"000000000012"', "'000000000012'"]) {
      const registry = await parseRegistry(`- account_id: ${id}`, CONVENTION);
      expect(registry.verdict === 'usable' && [...registry.records.keys()]).toEqual(['000000000012']);
    }
    for (const id of ['0x1CBE991A83', '1e11', '1.0e11', '12', '!!str 12', '[1]', '~', '']) {
      expect((await problemsOf(`- account_id: ${id}`))[0], id).toMatch(/^1: account_id must be/);
    }
  });

  it('does not let one file change what another means', async () => {
    await parseRegistry('- account_id: "111111111111"\n  __proto__: { enabled: false }', CONVENTION);
    expect(({} as { enabled?: unknown }).enabled).toBeUndefined();
  });
});

/** Nine levels of nine aliases each. */
function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, level) => `&a${level + 1} [${Array(9).fill(`*a${level}`).join(', ')}]`);
  return `- account_id: "111111111111"\n  tags:\n    x: [&a0 "x", ${levels.join(', ')}]\n`;
}
