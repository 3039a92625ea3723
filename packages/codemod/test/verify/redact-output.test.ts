import { describe, expect, it } from 'vitest';
import { redactorOf } from '../../src/verify/redact-output.ts';

describe('redactorOf', () => {
  it('removes the values of variables that are secrets by their name', () => {
    const redact = redactorOf({
      API_TOKEN: 'hunter2000',
      DATABASE_URL: 'sqlite:/a/b.db',
      HOME: '/home/me',
      MY_KEY: 'yes',
    });
    expect(redact('hunter2000 sqlite:/a/b.db /home/me yes')).toBe('[redacted] [redacted] /home/me yes');
  });

  it('removes the longer of two secrets that begin alike', () => {
    expect(redactorOf({ A_KEY: 'secret', B_KEY: 'secret-and-more' })('secret-and-more')).toBe('[redacted]');
  });

  it.each([
    ['arn:aws:iam::123456789012:role/Admin', 'Admin'],
    ['AKIAABCDEFGHIJKLMNOP', 'AKIAABC'],
    ['postgres://user:pass@host/db', 'pass'],
    ['gAAAAABmabcdefghijklmnopqrstuvwxyz==', 'abcdefg'],
    ['password=letmein', 'letmein'],
    ['{"secret_key": "letmein"}', 'letmein'],
    ['externalId: letmein', 'letmein'],
    ['aws_secret_access_key = letmein', 'letmein'],
    ['"sessionToken":"letmein"', 'letmein'],
    ['API_KEY=letmein', 'letmein'],
    ['?access_token=letmein&a=b', 'letmein'],
    ['Authorization: Bearer letmein', 'letmein'],
  ])('removes what looks like a secret from %s', (text, secret) => {
    expect(redactorOf({})(text)).not.toContain(secret);
  });

  it.each([
    'Error: Cannot find module /app/dist/index.js, imported from https://example.com/a',
    'Unrecognized key: "target_account_id"',
    'Invalid: must be a string, pid: 12, id=7',
  ])('leaves ordinary text alone: %s', (text) => {
    expect(redactorOf({ PATH: '/usr/bin' })(text)).toBe(text);
  });
});
