import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { committedText } from '../support/committed-template.ts';

const ERRORS = join(import.meta.dirname, '../../../../packages/cred-extract/src/errors/credential-extraction-error.ts');

it('logs.yaml counts codes that the library has', () => {
  const known = [...readFileSync(ERRORS, 'utf8').matchAll(/\| '([A-Z_]+)'/g)].map(([, code]) => code);
  const counted = [...committedText('logs').matchAll(/"([A-Z]+(?:_[A-Z]+)+)"/g)].map(([, code]) => code);
  expect(counted.length).toBeGreaterThan(5);
  expect(counted.filter((code) => !known.includes(code))).toEqual([]);
});
