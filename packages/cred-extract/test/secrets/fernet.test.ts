import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decryptFernet, encryptFernet, InvalidFernetTokenError } from '../../src/secrets/fernet.ts';
import { hasPythonCryptography, runPython } from '../support/python.ts';
import { GENERATE, INVALID, INVALID_TTL_SECONDS, KEY, VERIFY } from './fernet-vectors.ts';

const key = Buffer.from(KEY, 'base64url');
const TEXTS = [
  '',
  'a',
  'x'.repeat(15),
  'x'.repeat(16),
  'x'.repeat(17),
  'pâsswörd 密钥 🔑',
  '\u{feff}bom',
  'wJalr/XUtn+FEMI\n',
];
/** The bytes ff fe, encrypted by Python under the vectors' key: our own API takes only text. */
const NOT_UTF8 = 'gAAAAABq_-j5lcbPwQ4fMqFTWqmvEw_BZF0FCrf4UWXoDDe-HlrcyUdetYrO0u-HHWvxtwFZviijm98Aamys_1KrvH2SUYcnDg==';
const python = hasPythonCryptography();

describe('the vectors of the Fernet specification', () => {
  it.each(GENERATE)('generates $token', ({ token, now, iv, src }) => {
    expect(encryptFernet(key, src, { now: new Date(now), iv: Uint8Array.from(iv) })).toBe(token);
  });

  it.each(VERIFY)('verifies $token', ({ token, now, ttlSeconds, src }) => {
    expect(decryptFernet(key, token, { now: new Date(now), ttlSeconds })).toBe(src);
  });

  it.each(INVALID)('refuses: $desc', ({ token, now, reason }) => {
    const decrypt = () => decryptFernet(key, token, { now: new Date(now), ttlSeconds: INVALID_TTL_SECONDS });
    expect(decrypt).toThrow(InvalidFernetTokenError);
    expect(decrypt).toThrow(reason);
  });

  it.runIf(python)('are judged by Python as they are here', () => {
    const cases = INVALID.map(({ token, now }) => ({ token, now: Date.parse(now) / 1000 }));
    const script = `
def accepted(case):
    try:
        Fernet(data["key"]).decrypt_at_time(case["token"], data["ttl"], case["now"])
        return True
    except InvalidToken:
        return False
print(json.dumps([accepted(case) for case in data["cases"]]))`;
    const verdicts = runPython(script, { key: KEY, ttl: INVALID_TTL_SECONDS, cases });
    expect(verdicts).toEqual(INVALID.map(() => false));
  });
});

describe('encryptFernet and decryptFernet', () => {
  it.each(TEXTS)('give back %j', (text) => {
    expect(decryptFernet(key, encryptFernet(key, text))).toBe(text);
  });

  it('never make the same token twice', () => {
    const tokens = Array.from({ length: 500 }, () => encryptFernet(key, 'same', { now: new Date(0) }));
    expect(new Set(tokens).size).toBe(500);
  });

  it('refuse a token of another key', () => {
    const token = encryptFernet(randomBytes(32), 'secret');
    expect(() => decryptFernet(key, token)).toThrow(/signature/);
  });

  it('refuse a token whose signing half matches and whose encryption half does not, without throwing anything else', () => {
    const other = Buffer.concat([key.subarray(0, 16), randomBytes(16)]);
    const outcomes = Array.from({ length: 50 }, () => {
      try {
        return decryptFernet(other, encryptFernet(key, 'x'.repeat(40)));
      } catch (error) {
        return error;
      }
    });
    for (const outcome of outcomes) expect(outcome).toBeInstanceOf(InvalidFernetTokenError);
  });

  it('refuse a token with any single bit changed', () => {
    const bytes = Buffer.from(encryptFernet(key, 'secret'), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const token = changed.toString('base64').replaceAll('+', '-').replaceAll('/', '_');
      expect(() => decryptFernet(key, token)).toThrow(InvalidFernetTokenError);
    }
  });

  it('refuse a token cut anywhere', () => {
    const token = encryptFernet(key, 'secret');
    for (let length = 0; length < token.length; length += 1) {
      expect(() => decryptFernet(key, token.slice(0, length))).toThrow(InvalidFernetTokenError);
    }
  });

  it.each([
    ['surrounding white space', (token: string) => ` ${token}`],
    ['a line break inside', (token: string) => `${token.slice(0, 20)}\n${token.slice(20)}`],
    ['no padding', (token: string) => token.replace(/=+$/, '')],
    ['too much padding', (token: string) => `${token}=`],
    ['something after it', (token: string) => `${token}AAAA`],
    ['itself twice', (token: string) => token + token],
  ])('refuse a token with %s', (_, change) => {
    const token = encryptFernet(key, 'x'.repeat(20));
    expect(token).toMatch(/=$/);
    expect(() => decryptFernet(key, change(token))).toThrow(InvalidFernetTokenError);
  });

  it('refuse a token of another version, well signed', () => {
    const signed = Buffer.from(encryptFernet(key, 'secret'), 'base64url').subarray(0, -32);
    signed[0] = 0x81;
    const hmac = createHmac('sha256', key.subarray(0, 16)).update(signed).digest();
    const token = Buffer.concat([signed, hmac]).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
    expect(() => decryptFernet(key, token)).toThrow(/version/);
  });

  it('refuse bytes that are no UTF-8 rather than hand out a damaged secret', () => {
    expect(() => decryptFernet(key, NOT_UTF8)).toThrow(/UTF-8/);
  });

  it('take no notice of age unless asked to', () => {
    const ancient = encryptFernet(key, 'secret', { now: new Date(0) });
    const future = encryptFernet(key, 'secret', { now: new Date('2200-01-01') });
    expect(decryptFernet(key, ancient)).toBe('secret');
    expect(decryptFernet(key, future)).toBe('secret');
  });

  it('count the age to the second: ttl is included, and so are 60 s of clock skew', () => {
    const created = new Date('2026-01-01T00:00:00Z');
    const token = encryptFernet(key, 'secret', { now: created });
    const at = (seconds: number) => () =>
      decryptFernet(key, token, { ttlSeconds: 10, now: new Date(created.getTime() + seconds * 1000) });
    expect(at(10)()).toBe('secret');
    expect(at(11)).toThrow(/expired/);
    expect(at(-60)()).toBe('secret');
    expect(at(-61)).toThrow(/future/);
  });

  it('never repeat the token, the key or the text in a message', () => {
    const token = encryptFernet(key, 'canary-plaintext');
    try {
      decryptFernet(randomBytes(32), token);
      expect.unreachable();
    } catch (error) {
      expect(String((error as Error).stack)).not.toMatch(/canary|gAAAA|cw_0x689/);
    }
  });
});

describe.runIf(python)('exchange with Python', () => {
  it('reads what Python wrote', () => {
    const script = `
f = Fernet(data["key"])
print(json.dumps([f.encrypt(text.encode()).decode() for text in data["texts"]]))`;
    const tokens = runPython(script, { key: KEY, texts: TEXTS }) as string[];
    expect(tokens.map((token) => decryptFernet(key, token))).toEqual(TEXTS);
  });

  it('writes what Python reads', () => {
    const script = `
f = Fernet(data["key"])
print(json.dumps([f.decrypt(token).decode() for token in data["tokens"]]))`;
    const tokens = TEXTS.map((text) => encryptFernet(key, text));
    expect(runPython(script, { key: KEY, tokens })).toEqual(TEXTS);
  });
});
