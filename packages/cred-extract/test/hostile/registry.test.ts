import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registryFileSource } from '../../src/accounts/registry/registry-source.ts';
import { ConfigurationError } from '../../src/errors.ts';
import { hostileRuns } from './hostile-runs.ts';
import { hostileJson, hostileText, pollution } from './hostile-values.ts';

const TARGET = { kind: 'account-id', accountId: '111111111111' } as const;
const MESSAGE_BOUND = 10_000;
const BOUND_MS = 10_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-registry-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let files = 0;
/** What a source over a file of this content answers: records, or the error it throws. */
async function answerOf(content: string): Promise<unknown> {
  files += 1;
  const path = join(folder, `accounts-${files}.yaml`);
  await writeFile(path, content);
  const started = performance.now();
  const answer = await registryFileSource(path)
    .find(TARGET)
    .catch((error: unknown) => error);
  expect(performance.now() - started).toBeLessThan(BOUND_MS);
  await rm(path);
  return answer;
}

function expectTypedOrRecords(answer: unknown): void {
  if (Array.isArray(answer)) return;
  expect(answer).toBeInstanceOf(ConfigurationError);
  const { message, cause, stack } = answer as Error;
  expect(message.length).toBeLessThan(MESSAGE_BOUND);
  expect(String((cause as Error | undefined)?.message ?? '').length).toBeLessThan(MESSAGE_BOUND);
  expect((stack ?? '').length).toBeLessThan(2 * MESSAGE_BOUND);
  // The line breaks are the list's own.
  expect(message.replaceAll('\n  ', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
}

const yamlish = fc
  .array(
    fc.oneof(
      hostileText,
      fc.constantFrom(
        '- account_id: "111111111111"\n',
        'accounts:\n',
        '  alias: ',
        '&a [*a, *a]\n',
        '<<: *a\n',
        '!!js/function ',
      ),
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ': ',
        '? ',
        '- ',
        '|\n',
        '>\n',
        '---\n',
        '...\n',
        '%YAML 9.9\n',
        '\t',
        '#',
        '!!binary ',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('a registry file with hostile content', () => {
  it('is used or refused with a bounded ConfigurationError', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          yamlish,
          hostileJson.map((value) => JSON.stringify(value) ?? ''),
        ),
        async (content) => expectTypedOrRecords(await answerOf(content)),
      ),
      hostileRuns('registry'),
    );
    expect(pollution()).toEqual([]);
  });

  it('whose fields are hostile gives an account as written, or none', async () => {
    const entry = fc.dictionary(
      fc.constantFrom(
        'alias',
        'role_arn',
        'external_id',
        'region',
        'tags',
        'enabled',
        'profile',
        'id',
        '__proto__',
        'x',
      ),
      fc.oneof(hostileText, hostileJson),
      { noNullPrototype: true },
    );
    await fc.assert(
      fc.asyncProperty(entry, async (fields) => {
        const answer = await answerOf(JSON.stringify([{ account_id: '111111111111', ...fields }]));
        expectTypedOrRecords(answer);
        if (!Array.isArray(answer) || answer.length === 0) return;
        expect(answer[0].account_id).toBe('111111111111');
        expect(answer[0].isAdmin).toBeUndefined();
        if (answer[0].auth_type === 'iam_role')
          expect(answer[0].role_arn).toMatch(/^arn:aws[a-z-]*:iam::111111111111:role\//);
      }),
      hostileRuns('registry'),
    );
    expect(pollution()).toEqual([]);
  });

  it.each([
    [
      'aliases of aliases',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
        .split('')
        .map((name, index) => `${name}: &${name} [${`*${'abcdefghij'[index]},`.repeat(9)}]`)
        .join('\n')}`,
    ],
    ['a hundred thousand brackets', '['.repeat(100_000)],
    ['a hundred thousand nested maps', '{a: '.repeat(20_000)],
    ['one line of five megabytes', `- account_id: "${'1'.repeat(5_000_000)}"`],
    ['twenty thousand problems', '- x: 1\n'.repeat(20_000)],
    ['eleven megabytes', ' '.repeat(11_000_000)],
    ['a tag that other parsers run', '- !!js/function "function(){ return 1 }"'],
    ['a second document', '- account_id: "111111111111"\n  role_arn: arn:aws:iam::111111111111:role/x\n---\n[]'],
    ['a zero byte', '- account_id: "111111111111\0"'],
  ])('of %s is refused in bounded time', async (_, content) => {
    const answer = await answerOf(content);
    expect(answer).toBeInstanceOf(ConfigurationError);
    expectTypedOrRecords(answer);
  });

  it('never repeats what a broken line holds', async () => {
    const answer = await answerOf(
      '- account_id: "111111111111"\n  external_id: canary-external-id" }\n  role_arn: [arn:aws:iam::111111111111:role/Canary\n',
    );
    expect(answer).toBeInstanceOf(ConfigurationError);
    expect((answer as Error).message).not.toMatch(/canary/i);
  });
});
