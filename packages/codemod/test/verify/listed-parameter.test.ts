import { expect, it } from 'vitest';
import { parameterProblem } from '../../src/verify/listed-parameter.ts';

const withParameter = (property: unknown) => ({ properties: { target_account_id: property } });

it.each([
  [{ type: 'string' }],
  [{ type: ['string', 'null'] }],
  [{ anyOf: [{ type: 'string' }, { type: 'null' }] }],
  [{ oneOf: [{ anyOf: [{ type: 'string' }] }] }],
])('takes %j for the parameter', (property) => {
  expect(parameterProblem(withParameter(property))).toBe('');
});

it.each([
  [{}, 'does not list target_account_id'],
  [{ properties: {} }, 'does not list target_account_id'],
  [withParameter(null), 'does not list target_account_id'],
  [withParameter({ type: 'number' }), 'lists target_account_id, but not as a string'],
  [withParameter({}), 'lists target_account_id, but not as a string'],
  [{ ...withParameter({ type: 'string' }), required: ['target_account_id'] }, 'requires target_account_id'],
])('says of %j that it %s', (schema, problem) => {
  expect(parameterProblem(schema)).toContain(problem);
});
