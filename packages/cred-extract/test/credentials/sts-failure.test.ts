import { describe, expect, it } from 'vitest';
import { classifyStsFailure, isTransient } from '../../src/credentials/sts-failure.ts';

const failure = (name: string, message = '', httpStatusCode?: number) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });

describe('classifyStsFailure', () => {
  it.each([
    ['AccessDenied', 'not authorized to perform: sts:AssumeRole on resource: x', 'access-denied'],
    ['AccessDenied', 'not authorized to perform: sts:TagSession on resource: x', 'tags-denied'],
    ['AccessDenied', 'not authorized to perform: sts:SetSourceIdentity on resource: x', 'source-identity-denied'],
    [
      'SignatureDoesNotMatch',
      'Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z',
      'clock-skewed',
    ],
    ['SignatureDoesNotMatch', 'Signature not yet current: 20260101T002000Z is still later than', 'clock-skewed'],
    ['SignatureDoesNotMatch', 'The request signature we calculated does not match', 'own-credentials'],
    ['ExpiredToken', 'The security token included in the request is expired', 'own-credentials'],
    ['ValidationError', 'exceeds the MaxSessionDuration set for this role.', 'duration-too-long'],
    ['ValidationError', 'exceeds the 1 hour session limit for roles assumed by role chaining.', 'duration-too-long'],
    ['ValidationError', 'roleArn is invalid', 'invalid-request'],
    ['PackedPolicyTooLarge', '', 'policy-too-large'],
    ['MalformedPolicyDocument', '', 'policy-invalid'],
    ['Throttling', 'Rate exceeded', 'busy'],
  ])('takes %s "%s" for %s', (name, message, expected) => {
    expect(classifyStsFailure(failure(name, message, 400))).toBe(expected);
  });

  it('goes by the status where it does not know the name', () => {
    expect(classifyStsFailure(failure('Whatever', '', 429))).toBe('busy');
    expect(classifyStsFailure(failure('Whatever', '', 503))).toBe('busy');
    expect(classifyStsFailure(failure('Whatever', '', 500))).toBe('unreachable');
    expect(classifyStsFailure(failure('Whatever', '', 418))).toBe('invalid-request');
    expect(classifyStsFailure(failure('toString', '', 418))).toBe('invalid-request');
    for (const nothing of [undefined, null, 'x', {}, new Error('ECONNREFUSED')])
      expect(classifyStsFailure(nothing)).toBe('unreachable');
  });

  it('calls transient what may pass by itself, and nothing else', () => {
    expect([isTransient('busy'), isTransient('unreachable'), isTransient('clock-skewed')]).toEqual([true, true, false]);
  });
});
