import { expect, it } from 'vitest';
import * as codemod from '../src/index.ts';

it('exports these names and no others', () => {
  expect(Object.keys(codemod).sort()).toEqual([
    'Refusal',
    'SourceSyntaxError',
    'jsonReport',
    'run',
    'transform',
    'unifiedDiff',
    'verify',
  ]);
});
