import { describe, expect, it } from 'vitest';
import { callerOfAuthInfo } from '../../src/access/claims.ts';

const authInfo = (extra?: Record<string, unknown>, more: object = {}) => ({
  token: 'canary-token',
  clientId: 'agent',
  scopes: ['aws:read'],
  ...(extra && { extra }),
  ...more,
});

describe('the caller of an authInfo', () => {
  it('is its client and scopes, and the claims in its extra', () => {
    expect(callerOfAuthInfo(authInfo({ sub: 'ann', groups: ['dev', 'ops', 'dev'] }))).toEqual({
      subject: 'ann',
      clientId: 'agent',
      groups: ['dev', 'ops'],
      scopes: ['aws:read'],
    });
    expect(callerOfAuthInfo(authInfo())).toMatchObject({ subject: undefined, groups: [] });
  });

  it.each([
    [
      { client_id: 'c', scope: 'a  b' },
      { clientId: 'c', scopes: ['a', 'b'] },
    ],
    [
      { azp: 'c', scp: ['a', 'b'] },
      { clientId: 'c', scopes: ['a', 'b'] },
    ],
    [
      { client_id: 'c', azp: 'd', scp: 'a' },
      { clientId: 'c', scopes: ['a'] },
    ],
  ])('takes client and scopes from the claims %j where it has none itself', (extra, expected) => {
    expect(callerOfAuthInfo(authInfo(extra, { clientId: '', scopes: [] }))).toMatchObject(expected);
    expect(callerOfAuthInfo(authInfo(extra))).toMatchObject({ clientId: 'agent', scopes: ['aws:read'] });
  });

  it('has the groups that identity providers call groups, cognito:groups and roles', () => {
    const extra = { groups: ['a'], 'cognito:groups': ['b'], roles: 'c d' };
    expect(callerOfAuthInfo(authInfo(extra))?.groups).toEqual(['a', 'b', 'c d']);
  });

  it('has those of one claim alone where that is named, nested ones by their path', () => {
    const extra = {
      groups: ['no'],
      'https://example.com/groups': ['a'],
      realm_access: { roles: ['b'] },
      payload: { sub: 'ann' },
      sub: 'not-ann',
    };
    expect(callerOfAuthInfo(authInfo(extra), { groups: 'https://example.com/groups' })?.groups).toEqual(['a']);
    expect(callerOfAuthInfo(authInfo(extra), { groups: 'realm_access.roles' })?.groups).toEqual(['b']);
    expect(callerOfAuthInfo(authInfo(extra), { subject: 'payload.sub' })?.subject).toBe('ann');
    expect(callerOfAuthInfo(authInfo(extra), { groups: 'missing.path' })?.groups).toEqual([]);
  });

  it('does not find claims on prototypes', () => {
    const extra = Object.create({ sub: 'admin', groups: ['admins'] });
    expect(callerOfAuthInfo(authInfo(extra))).toMatchObject({ subject: undefined, groups: [] });
    expect(callerOfAuthInfo(authInfo({}), { subject: 'constructor.name' })?.subject).toBeUndefined();
  });

  it.each([[undefined], [null], ['ann'], [42]])('is nobody for %j', (value) => {
    expect(callerOfAuthInfo(value)).toBeUndefined();
  });

  it('is nobody once the token has expired', () => {
    const now = Date.now() / 1000;
    expect(callerOfAuthInfo(authInfo({ sub: 'ann' }, { expiresAt: now - 1 }))).toBeUndefined();
    expect(callerOfAuthInfo(authInfo({ sub: 'ann' }, { expiresAt: now + 60 }))?.subject).toBe('ann');
  });

  it.each([
    [{ sub: 42 }],
    [{ sub: { toString: () => 'admin' } }],
    [{ sub: ['ann'] }],
    [{ groups: { a: true } }],
    [{ groups: ['a', 1] }],
    [{ groups: [['a']] }],
    [{ roles: 7 }],
  ])('is nobody when %j cannot be understood: the part that was lost might be one that a rule denies', (extra) => {
    expect(callerOfAuthInfo(authInfo(extra))).toBeUndefined();
  });

  it('does not carry the token', () => {
    expect(JSON.stringify(callerOfAuthInfo(authInfo({ sub: 'ann' })))).not.toContain('canary');
  });
});
