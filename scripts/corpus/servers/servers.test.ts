import { describe, expect, it } from 'vitest';
import { CHOSEN, DEVELOPMENT, SERVERS } from './index.ts';

describe('the servers', () => {
  it('are the 41 of the development corpus and at least ten more, five of which reach AWS', () => {
    expect(DEVELOPMENT).toHaveLength(41);
    expect(CHOSEN.length).toBeGreaterThanOrEqual(10);
    expect(CHOSEN.filter(({ aws }) => aws !== undefined).length).toBeGreaterThanOrEqual(5);
  });

  it('have ids of their own', () => {
    expect(new Set(SERVERS.map(({ id }) => id)).size).toBe(SERVERS.length);
  });

  it.each(SERVERS.map((server) => [server.id, server] as const))(
    '%s is named so that it can be cloned',
    (_, server) => {
      expect(server.repository).toMatch(/^[\w.-]+\/[\w.-]+$/);
      expect(server.commit).toMatch(/^[0-9a-f]{40}$/);
      expect(server.tools).toBeGreaterThan(0);
    },
  );

  it('carry no variable that could be a real secret', () => {
    const variables = SERVERS.flatMap(({ start }) => Object.entries(('env' in start && start.env) || {}));
    const secrets = variables.filter(([name]) => /key|token|secret|password/i.test(name));
    expect(secrets.length).toBeGreaterThan(0);
    expect(secrets.filter(([, value]) => value !== 'none')).toEqual([]);
  });

  it('explain a count only where it differs from the one of the corpus', () => {
    const explained = SERVERS.filter(({ disagreement }) => disagreement !== undefined);
    expect(explained.filter(({ tools, disagreement }) => disagreement?.corpus === tools)).toEqual([]);
  });
});
