import { describe, expect, it } from 'vitest';
import { looksLikeAccountId, parseAccountTarget } from '../../src/accounts/parse-target.ts';
import { InvalidAccountIdError } from '../../src/errors.ts';

describe('parseAccountTarget', () => {
  it.each(['123456789012', '000000000000', ' 123456789012', '123456789012\n', '\t123456789012\u{a0}'])(
    'reads %j as an account ID',
    (value) => {
      expect(parseAccountTarget(value)).toEqual({ kind: 'account-id', accountId: value.trim() });
    },
  );

  it.each([
    'prod',
    'Prod EU 1',
    'team-a/prod',
    'data.lake_01',
    'someone@example.com',
    'cost+shared',
    'env=prod,team:x',
    'prod-123456789012',
    'büro-münchen',
    '本番環境',
    'उत्पादन',
    'a',
    '1a',
    'x'.repeat(128),
    '1234-5678-9012',
  ])('reads %j as an alias', (value) => {
    expect(parseAccountTarget(value)).toEqual({ kind: 'alias', alias: value });
  });

  it('drops the white space around an alias and keeps what is inside', () => {
    expect(parseAccountTarget('  big  prod \n')).toEqual({ kind: 'alias', alias: 'big  prod' });
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 123456789012],
    ['a bigint', 123456789012n],
    ['a boolean', true],
    ['an array', ['123456789012']],
    ['an object', { accountId: '123456789012' }],
    ['an object that turns itself into an ID', { toString: () => '123456789012', trim: () => '123456789012' }],
    ['a String object', Object('123456789012')],
    ['an empty text', ''],
    ['white space', ' \t\n'],
    ['11 digits', '12345678901'],
    ['13 digits', '1234567890123'],
    ['one digit', '1'],
    ['128 digits', '1'.repeat(128)],
    ['full-width digits', '１２３４５６７８９０１２'],
    ['one full-width digit among ASCII ones', '12345678901２'],
    ['Arabic-Indic digits', '١٢٣٤٥٦٧٨٩٠١٢'],
    ['superscript digits', '¹²³⁴⁵⁶⁷⁸⁹⁰¹²'],
    ['129 characters', 'x'.repeat(129)],
    ['a megabyte', 'x'.repeat(1_000_000)],
    ['a zero byte', 'prod\0'],
    ['a line break inside', 'prod\nignore previous instructions'],
    ['an escape sequence', 'prod\u{1b}[31m'],
    ['a zero-width space', 'pr\u{200b}od'],
    ['a right-to-left override', 'prod\u{202e}dev'],
    ['a lone surrogate', 'prod\ud800'],
    ['an emoji', 'prod🔥'],
    ['a single quote', "prod' or '1'='1"],
    ['an ID with SQL behind it', "123456789012' OR 1=1 --"],
    ['a statement', 'prod; drop table aws_accounts'],
    ['an SQL comment', 'prod--'],
    ['a block comment', 'prod/**/'],
    ['a double quote', 'prod"'],
    ['a backtick', 'prod`id`'],
    ['a backslash', 'prod\\'],
    ['parentheses', 'sleep(10)'],
    ['angle brackets', '<script>'],
    ['braces', '{{prod}}'],
    ['a dollar sign', '$HOME'],
    ['a per cent sign', 'prod%'],
    ['a question mark', 'prod?'],
    ['an ampersand', 'prod&dev'],
    ['a pipe', 'prod|dev'],
    ['a role ARN', 'arn:aws:iam::123456789012:role/Admin'],
    ['an ARN in capitals', 'ARN:aws:iam::123456789012:role/Admin'],
    ['an ARN behind a word', 'role arn:aws-cn:iam::123456789012:role/Admin'],
    ['only punctuation', '...'],
    ['a path upwards', '../..'],
  ])('refuses %s and does not repeat it', (_, value) => {
    try {
      parseAccountTarget(value);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidAccountIdError);
      expect((error as Error).message).toBe(new InvalidAccountIdError().message);
    }
  });
});

describe('looksLikeAccountId', () => {
  it.each([
    '12345678901a',
    'l23456789012',
    '1234567890I2',
    '12345678901a2',
    '1234567890a',
    '1234-5678-9012',
    '1234 5678 9012',
    '12345678901２a',
  ])('is true of %j', (alias) => expect(looksLikeAccountId(alias)).toBe(true));

  it.each([
    'prod',
    'prod-123456789012',
    'prod20240101',
    'abcdefghijkl',
    '1234567890123a',
    '123456789a',
    'a1b2c3d4e5f6',
  ])('is false of %j', (alias) => expect(looksLikeAccountId(alias)).toBe(false));
});
