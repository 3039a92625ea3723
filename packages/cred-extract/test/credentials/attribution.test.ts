import { describe, expect, it } from 'vitest';
import type { Caller } from '../../src/caller.ts';
import { attributionTerms } from '../../src/credentials/attribution.ts';
import { checkAttribution } from '../../src/credentials/attribution-config.ts';
import { ConfigurationError } from '../../src/errors.ts';

const caller = (more: Partial<Caller> = {}): Caller => ({
  subject: 'alice@example.com',
  clientId: 'desktop',
  groups: [],
  scopes: [],
  ...more,
});
const ALL = { sessionName: true, sourceIdentity: true, tags: { User: 'subject', Team: 'groups' } } as const;

describe('attributionTerms', () => {
  it('names the subject where it is asked to, and nobody otherwise', () => {
    expect(attributionTerms({}, caller())).toBeUndefined();
    expect(attributionTerms({ sessionName: true }, caller())).toEqual({ sessionName: 'alice@example.com' });
    expect(attributionTerms({ sourceIdentity: true }, caller())).toEqual({ sourceIdentity: 'alice@example.com' });
    expect(attributionTerms(ALL, caller({ groups: ['ops'] }))).toEqual({
      sessionName: 'alice@example.com',
      sourceIdentity: 'alice@example.com',
      tags: { User: 'alice@example.com', Team: ':ops:' },
    });
  });

  it('is nothing for a call that nobody verified', () => {
    expect(attributionTerms(ALL, undefined)).toBeUndefined();
    expect(attributionTerms(ALL, caller({ subject: undefined, clientId: undefined }))).toBeUndefined();
  });

  it('names a client that acts for itself, never as a subject of that name', () => {
    const client = attributionTerms({ sessionName: true }, caller({ subject: undefined, clientId: 'alice' }));
    expect(client?.sessionName).toMatch(/^client-alice=/);
    for (const subject of ['alice', 'client-alice', 'client:alice', client?.sessionName])
      expect(attributionTerms({ sessionName: true }, caller({ subject }))).not.toEqual(client);
  });

  it('takes groups as a set', () => {
    const teams = (groups: string[]) => attributionTerms({ tags: { Team: 'groups' } }, caller({ groups }))?.tags?.Team;
    expect(teams(['b', 'a', 'b'])).toBe(':a:b:');
    expect(teams(['b', 'a'])).toBe(teams(['a', 'b']));
  });

  it('makes one group of a name with colons, which must not pass for another group', () => {
    const tags = attributionTerms({ tags: { Team: 'groups' } }, caller({ groups: ['guests:admins:x'] }))?.tags;
    expect(tags?.Team).toMatch(/^:guests-admins-x=[\w-]{16}:$/);
    expect(tags?.Team).not.toContain(':admins:');
  });

  it('cuts no groups off, because the rest would be the groups of somebody else', () => {
    const groups = Array.from({ length: 30 }, (_, index) => `department-${index}`);
    const terms = () => attributionTerms({ tags: { Team: 'groups' } }, caller({ groups }));
    expect(terms).toThrow(ConfigurationError);
    expect(terms).toThrow(/more groups than fit/);
  });

  it('leaves out a tag whose claim the caller does not have', () => {
    const terms = attributionTerms({ tags: { Client: 'clientId', User: 'subject' } }, caller({ clientId: undefined }));
    expect(terms).toEqual({ tags: { User: 'alice@example.com' } });
  });
});

describe('checkAttribution', () => {
  it('reads ACCOUNT_ATTRIBUTION where the code says nothing', () => {
    expect(checkAttribution(undefined, {})).toEqual({ sessionName: false, sourceIdentity: false });
    expect(checkAttribution(undefined, { ACCOUNT_ATTRIBUTION: 'session-name, source-identity tags' })).toEqual({
      sessionName: true,
      sourceIdentity: true,
      tags: { McpSubject: 'subject', McpClient: 'clientId' },
    });
    expect(checkAttribution({ sessionName: true }, { ACCOUNT_ATTRIBUTION: 'tags' })).toEqual({ sessionName: true });
  });

  it.each([
    ['an unknown word in ACCOUNT_ATTRIBUTION', undefined, { ACCOUNT_ATTRIBUTION: 'sessionname' }],
    ['an unknown key', { sessionname: true }, {}],
    ['a flag that is none', { sessionName: 'yes' }, {}],
    ['a claim that nobody verifies', { tags: { User: 'email' } }, {}],
    ['a tag key of 129 characters', { tags: { ['k'.repeat(129)]: 'subject' } }, {}],
    ['a tag key with a character that AWS does not take', { tags: { 'a|b': 'subject' } }, {}],
    ["a tag key of AWS's own", { tags: { 'AWS:user': 'subject' } }, {}],
    ['tag keys that are one to AWS', { tags: { User: 'subject', user: 'clientId' } }, {}],
    ['51 tags', { tags: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 'subject'])) }, {}],
    ['a list', [], {}],
  ])('refuses %s', (_, config, env) => {
    expect(() => checkAttribution(config as never, env)).toThrow(ConfigurationError);
  });
});
