import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, CredentialDecryptionError } from '../../src/errors.ts';
import { createKeyring } from '../../src/secrets/keyring.ts';
import { hasPythonCryptography, runPython } from '../support/python.ts';

const KEY = 'cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

describe('createKeyring', () => {
  it('gives back what it encrypted', () => {
    const keyring = createKeyring(KEY);
    expect(keyring.decrypt(keyring.encrypt(SECRET))).toBe(SECRET);
  });

  it.each([
    ['base64url', KEY],
    ['base64url without padding', KEY.slice(0, -1)],
    ['base64', Buffer.from(KEY, 'base64url').toString('base64')],
    ['base64 without padding', Buffer.from(KEY, 'base64url').toString('base64').slice(0, -1)],
    ['surrounding white space', `  ${KEY}\n`],
  ])('takes the same key as %s', (_, key) => {
    expect(createKeyring(key).decrypt(createKeyring(KEY).encrypt(SECRET))).toBe(SECRET);
  });

  it.each([
    ['a pass phrase', 'correct horse battery staple'],
    ['16 bytes', randomBytes(16).toString('base64')],
    ['31 bytes', randomBytes(31).toString('base64')],
    ['33 bytes', randomBytes(33).toString('base64')],
    ['64 bytes', randomBytes(64).toString('base64')],
    ['hexadecimal', randomBytes(32).toString('hex')],
    ['quotes around it', `"${KEY}"`],
    ['a wrong character', `*${KEY.slice(1)}`],
    ['two keys', `${KEY},${KEY}`],
  ])('refuses %s, says how to make a key, and does not repeat it', (_, key) => {
    const error = thrownBy(() => createKeyring(key));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toMatch(/ENCRYPTION_KEY must be 32 bytes.*randomBytes\(32\)/);
    expect(error.message).not.toContain(key);
  });

  it('recommends a command that makes a key for this library and for Python', () => {
    const command = /node -p "(.*?)" /.exec(thrownBy(() => createKeyring('no key')).message)?.[1];
    const key = execFileSync(process.execPath, ['-p', command ?? ''], { encoding: 'utf8' });
    const token = createKeyring(key).encrypt(SECRET);
    expect(createKeyring(key).decrypt(token)).toBe(SECRET);
    if (hasPythonCryptography()) {
      const script = 'print(json.dumps(Fernet(data["key"]).decrypt(data["token"]).decode()))';
      expect(runPython(script, { key: key.trim(), token })).toBe(SECRET);
    }
  });
});

describe('a keyring without a key', () => {
  it.each([undefined, '', '  \n'])('can be made of %j, and names ENCRYPTION_KEY when it is needed', (key) => {
    const keyring = createKeyring(key);
    expect(thrownBy(() => keyring.decrypt('gAAAA'))).toBeInstanceOf(ConfigurationError);
    expect(() => keyring.decrypt('gAAAA')).toThrow(/ENCRYPTION_KEY is not set/);
    expect(() => keyring.encrypt(SECRET)).toThrow(/ENCRYPTION_KEY is not set/);
  });
});

describe('decrypt', () => {
  const token = createKeyring(KEY).encrypt(SECRET);

  it.each([
    ['under another key', createKeyring(randomBytes(32).toString('base64')), token],
    ['cut short', createKeyring(KEY), token.slice(0, -10)],
    ['empty', createKeyring(KEY), ''],
    ['stored in plain text', createKeyring(KEY), SECRET],
  ])(
    'says that a secret %s cannot be decrypted, keeps the reason for the log, and repeats nothing',
    (_, keyring, stored) => {
      const error = thrownBy(() => keyring.decrypt(stored));
      expect(error).toBeInstanceOf(CredentialDecryptionError);
      expect((error.cause as Error).name).toBe('InvalidFernetTokenError');
      const said = `${error.stack} ${(error.cause as Error).stack}`;
      expect(said).not.toContain(SECRET);
      expect(said).not.toMatch(/gAAAA|cw_0x689/);
    },
  );

  it('reads a token with white space around it, as pasted into a database', () => {
    expect(createKeyring(KEY).decrypt(`\n${token}\n`)).toBe(SECRET);
  });
});

function thrownBy(action: () => unknown): Error {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  throw new Error('Nothing was thrown.');
}
