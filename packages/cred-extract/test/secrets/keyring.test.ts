import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, CredentialDecryptionError } from '../../src/errors.ts';
import { createKeyring, type Keyring } from '../../src/secrets/keyring.ts';
import { hasPythonCryptography, runPython } from '../support/python.ts';

const KEY = 'cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const ACCOUNT = '111111111111';
const FERNET = { SECRET_FORMAT: 'fernet' };

const keyringOf = (encryptionKey: string, env: Record<string, string> = {}) => createKeyring({ encryptionKey, env });
const newKey = () => randomBytes(32).toString('base64');

describe('createKeyring', () => {
  it.each([{}, FERNET, { SECRET_FORMAT: ' aes-256-gcm ' }])('gives back what it encrypted (%j)', async (env) => {
    const keyring = keyringOf(KEY, env);
    for (const text of [SECRET, '', 'pâsswörd 密钥 🔑', '\u{feff}bom', 'x'.repeat(10_000)])
      expect(await keyring.decrypt(await keyring.encrypt(text, ACCOUNT), ACCOUNT)).toBe(text);
  });

  it('writes AES-256-GCM, and Fernet where that is set', async () => {
    expect(await keyringOf(KEY).encrypt(SECRET, ACCOUNT)).toMatch(/^gcm1\.[\w-]{8}\.[\w-]{91}$/);
    expect(await keyringOf(KEY, FERNET).encrypt(SECRET, ACCOUNT)).toMatch(/^gAAAA/);
  });

  it.each([
    ['base64url', KEY],
    ['base64url without padding', KEY.slice(0, -1)],
    ['base64', Buffer.from(KEY, 'base64url').toString('base64')],
    ['base64 without padding', Buffer.from(KEY, 'base64url').toString('base64').slice(0, -1)],
    ['surrounding white space', `  ${KEY}\n`],
    ['the first of two keys', `${KEY}, ${newKey()}`],
    ['the last of three keys', `${newKey()},${newKey()},${KEY}`],
  ])('takes the same key as %s', async (_, key) => {
    for (const env of [{}, FERNET]) {
      const token = await keyringOf(KEY, env).encrypt(SECRET, ACCOUNT);
      expect(await keyringOf(key).decrypt(token, ACCOUNT)).toBe(SECRET);
    }
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
    ['a key and a pass phrase', `${KEY},correct horse`],
    ['a comma too many', `${KEY},`],
    ['two keys with a space between them', `${KEY} ${KEY}`],
  ])('refuses %s, says how to make a key, and does not repeat it', async (_, key) => {
    const error = await failureOf(keyringOf(key).encrypt(SECRET, ACCOUNT));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toMatch(/ENCRYPTION_KEY must be 32 bytes.*randomBytes\(32\)/);
    expect(error.message).not.toContain(key);
    expect(error.message).not.toContain(KEY);
  });

  it('recommends a command that makes a key for this library and for Python', async () => {
    const message = (await failureOf(keyringOf('no key').encrypt(SECRET, ACCOUNT))).message;
    const command = /node -p "(.*?)" /.exec(message)?.[1];
    const key = execFileSync(process.execPath, ['-p', command ?? ''], { encoding: 'utf8' });
    const token = await keyringOf(key, FERNET).encrypt(SECRET, ACCOUNT);
    expect(await keyringOf(key).decrypt(token, ACCOUNT)).toBe(SECRET);
    if (hasPythonCryptography()) {
      const script = 'print(json.dumps(Fernet(data["key"]).decrypt(data["token"]).decode()))';
      expect(runPython(script, { key: key.trim(), token })).toBe(SECRET);
    }
  });

  it.each([
    [{ SECRET_FORMAT: 'canary' }, /must be aes-256-gcm, fernet or kms/],
    [{ SECRET_FORMAT: 'kms' }, /needs ENCRYPTION_KMS_KEY_ID/],
    [{ ENCRYPTION_KEY: KEY, ENCRYPTION_KEY_SECRET_NAME: 'key' }, /both set/],
    [{ ENCRYPTION_KMS_KEY_ID: 'no key, at all' }, /ENCRYPTION_KMS_KEY_ID must be/],
  ])('refuses the settings %j at once', (env, message) => {
    expect(() => createKeyring({ env })).toThrow(ConfigurationError);
    expect(() => createKeyring({ env })).toThrow(message);
  });
});

describe('a keyring without a key', () => {
  it.each([undefined, '', '  \n'])('can be made of %j, and names ENCRYPTION_KEY when it is needed', async (key) => {
    const keyring = createKeyring({ encryptionKey: key, env: {} });
    for (const use of [
      () => keyring.decrypt('gAAAA', ACCOUNT),
      () => keyring.decrypt('gcm1.AAAAAAAA.AAAA', ACCOUNT),
      () => keyring.encrypt(SECRET, ACCOUNT),
    ]) {
      expect(await failureOf(use())).toBeInstanceOf(ConfigurationError);
      expect((await failureOf(use())).message).toMatch(/ENCRYPTION_KEY is not set/);
    }
  });

  it('takes ENCRYPTION_KEY of the environment, and what is given in code before it', async () => {
    const token = await keyringOf(KEY).encrypt(SECRET, ACCOUNT);
    expect(await createKeyring({ env: { ENCRYPTION_KEY: KEY } }).decrypt(token, ACCOUNT)).toBe(SECRET);
    const both = createKeyring({ encryptionKey: KEY, env: { ENCRYPTION_KEY: newKey() } });
    expect(await both.decrypt(token, ACCOUNT)).toBe(SECRET);
  });
});

describe('several keys', () => {
  const [oldest, older, newest] = [newKey(), newKey(), newKey()];
  const all = keyringOf([newest, older, oldest].join(','));

  it.each([{}, FERNET])('all decrypt (%j)', async (env) => {
    for (const key of [oldest, older, newest])
      expect(await all.decrypt(await keyringOf(key, env).encrypt(SECRET, ACCOUNT), ACCOUNT)).toBe(SECRET);
  });

  it.each([{}, FERNET])('encrypt with the first (%j)', async (env) => {
    const token = await keyringOf(`${newest},${older}`, env).encrypt(SECRET, ACCOUNT);
    expect(await keyringOf(newest).decrypt(token, ACCOUNT)).toBe(SECRET);
    expect(await failureOf(keyringOf(older).decrypt(token, ACCOUNT))).toBeInstanceOf(CredentialDecryptionError);
  });

  it('name the key in a token without telling anything of it', async () => {
    const [, id = ''] = (await all.encrypt(SECRET, ACCOUNT)).split('.');
    expect(Buffer.from(newest, 'base64').includes(Buffer.from(id, 'base64url'))).toBe(false);
    expect((await keyringOf(newest).encrypt('other', '222222222222')).split('.')[1]).toBe(id);
    expect((await keyringOf(older).encrypt(SECRET, ACCOUNT)).split('.')[1]).not.toBe(id);
  });

  it('know whether a token is of the newest one and of the chosen format', async () => {
    const fernet = keyringOf([newest, older].join(','), FERNET);
    const tokens = await Promise.all(
      [keyringOf(newest), keyringOf(older), keyringOf(newest, FERNET), keyringOf(older, FERNET)].map((keyring) =>
        keyring.encrypt(SECRET, ACCOUNT),
      ),
    );
    const verdicts = (keyring: Keyring) => Promise.all(tokens.map((token) => keyring.isCurrent(token)));
    expect(await verdicts(all)).toEqual([true, false, false, false]);
    expect(await verdicts(fernet)).toEqual([false, false, true, false]);
    expect(await all.isCurrent('plain text')).toBe(false);
    expect(await all.isCurrent('')).toBe(false);
  });
});

describe('decrypt', async () => {
  const token = await keyringOf(KEY).encrypt(SECRET, ACCOUNT);
  const fernet = await keyringOf(KEY, FERNET).encrypt(SECRET, ACCOUNT);
  const [, id] = token.split('.');

  it.each([
    ['under another key', keyringOf(newKey()), fernet, 'InvalidFernetTokenError'],
    ['cut short', keyringOf(KEY), fernet.slice(0, -10), 'InvalidFernetTokenError'],
    ['empty', keyringOf(KEY), '', 'InvalidFernetTokenError'],
    ['stored in plain text', keyringOf(KEY), SECRET, 'InvalidFernetTokenError'],
    ['under another key', keyringOf(newKey()), token, 'InvalidSealedTextError'],
    ['cut short', keyringOf(KEY), token.slice(0, -10), 'InvalidSealedTextError'],
    ['cut to its header', keyringOf(KEY), `gcm1.${id}.`, 'InvalidSealedTextError'],
    ['without anything', keyringOf(KEY), 'gcm1.', 'InvalidSealedTextError'],
    ['of a later version', keyringOf(KEY), token.replace('gcm1', 'gcm2'), 'InvalidFernetTokenError'],
    ['with something after it', keyringOf(KEY), `${token}.x`, 'InvalidSealedTextError'],
    ['with a KMS key that nobody named', keyringOf(KEY), `kms1.${id}.AAAA.AAAA`, 'InvalidSealedTextError'],
    ['with an empty data key', keyringOf(KEY), 'kms1...', 'InvalidSealedTextError'],
  ])(
    'says that a secret %s cannot be decrypted, keeps the reason for the log, and repeats nothing',
    async (_, keyring, stored, reason) => {
      const error = await failureOf(keyring.decrypt(stored, ACCOUNT));
      expect(error).toBeInstanceOf(CredentialDecryptionError);
      expect(error).toMatchObject({ retryable: false });
      expect((error.cause as Error).name).toBe(reason);
      const said = `${error.stack} ${(error.cause as Error).stack}`;
      expect(said).not.toContain(SECRET);
      expect(said).not.toMatch(/gAAAA|gcm1|cw_0x689/);
    },
  );

  it('refuses a token that was moved to the row of another account', async () => {
    const error = await failureOf(keyringOf(KEY).decrypt(token, '222222222222'));
    expect(error).toBeInstanceOf(CredentialDecryptionError);
    expect((error.cause as Error).name).toBe('InvalidSealedTextError');
  });

  it('refuses a token with any single bit changed', async () => {
    const keyring = keyringOf(KEY);
    const [prefix, keyId, payload = ''] = token.split('.');
    const bytes = Buffer.from(payload, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const forged = `${prefix}.${keyId}.${changed.toString('base64url')}`;
      expect(await failureOf(keyring.decrypt(forged, ACCOUNT))).toBeInstanceOf(CredentialDecryptionError);
    }
  });

  it('never makes the same token twice', async () => {
    const keyring = keyringOf(KEY);
    const tokens = await Promise.all(Array.from({ length: 500 }, () => keyring.encrypt(SECRET, ACCOUNT)));
    expect(new Set(tokens).size).toBe(500);
  });

  it('reads a token with white space around it, as pasted into a database', async () => {
    for (const pasted of [token, fernet]) expect(await keyringOf(KEY).decrypt(`\n${pasted}\n`, ACCOUNT)).toBe(SECRET);
  });
});

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => {
      throw new Error('It did not fail.');
    },
    (error) => error,
  );
}
