import { describe, expect, it } from 'vitest';
import { type Expected, judge, signedBeyondAsked } from './verdict.ts';

const [A, B] = ['210000000000', '210001111111'];
const data: Expected = { kind: 'data', accountId: A };
const error: Expected = { kind: 'error', errorType: 'account_not_found' };

describe('a call that asks for the data of an account', () => {
  it('is right when the data is of that account and the account signed', () => {
    expect(judge(data, { owners: [A], signers: [A, A] })).toBe('right');
  });

  it('is in the wrong account when another answered, though the right one signed', () => {
    expect(judge(data, { owners: [B], signers: [A] })).toBe('wrong account');
  });

  it('is in the wrong account when another signed, though the data looks right', () => {
    expect(judge(data, { owners: [A], signers: [B] })).toBe('wrong account');
    expect(judge(data, { owners: [A], signers: [A, B] })).toBe('wrong account');
  });

  it('is in the wrong account when the data of another shows beside its own', () => {
    expect(judge(data, { owners: [A, B] })).toBe('wrong account');
  });

  it('is in the wrong account when another signed, though the call failed in the end', () => {
    expect(judge(data, { owners: [], errorType: 'other', signers: [B] })).toBe('wrong account');
  });

  it('is in the wrong account when the signature was refused, so that nobody is known to have signed', () => {
    expect(judge(data, { owners: [], errorType: 'other', signers: ['nobody known'] })).toBe('wrong account');
  });

  it('is unexpected when it fails, or when nothing in the answer tells whose it is', () => {
    expect(judge(data, { owners: [], errorType: 'assume_role_error' })).toBe('unexpected');
    expect(judge(data, { owners: [] })).toBe('unexpected');
    expect(judge(data, { owners: [A], errorType: 'other' })).toBe('unexpected');
  });
});

describe('a call that has to fail', () => {
  it('is right with the error that had to come, and nobody signing', () => {
    expect(judge(error, { owners: [], errorType: 'account_not_found', signers: [] })).toBe('right');
  });

  it('is unexpected with another error', () => {
    expect(judge(error, { owners: [], errorType: 'other' })).toBe('unexpected');
  });

  it('is in the wrong account when it is answered, or when anybody signs for it', () => {
    expect(judge(error, { owners: [A] })).toBe('wrong account');
    expect(judge(error, { owners: [], errorType: 'account_not_found', signers: [A] })).toBe('wrong account');
  });
});

describe('signatures beyond what was asked', () => {
  it('are none when every account signed as often as it was asked', () => {
    expect(signedBeyondAsked([A, B, A], [B, A, A])).toBe(0);
  });

  it('are those of an account that was asked less often, or never', () => {
    expect(signedBeyondAsked([A, B], [A, A])).toBe(1);
    expect(signedBeyondAsked([A, A, A], [B, B, B])).toBe(3);
    expect(signedBeyondAsked([], [A])).toBe(1);
  });

  it('are not the requests that are missing', () => {
    expect(signedBeyondAsked([A, B], [A])).toBe(0);
  });
});
