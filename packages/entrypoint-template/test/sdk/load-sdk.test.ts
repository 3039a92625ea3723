import { describe, expect, it } from 'vitest';
import { ServeConfigurationError } from '../../src/index.ts';
import { loadSdkOf } from '../../src/sdk/load-sdk.ts';
import type { McpServerLike } from '../../src/sdk/mcp-sdk.ts';
import { SERVERS } from '../support/servers.ts';

describe('the SDK of a server', () => {
  it.each(Object.entries(SERVERS))('is found for a %s', async (_kind, create) => {
    expect(await loadSdkOf(create())).toMatchObject({ connectStdio: expect.any(Function) });
  });

  it.each([undefined, null, {}, 'server', { connect: async () => {} }, { connect: 1, tool: 1 }])(
    'is refused for %j',
    async (server) => {
      await expect(loadSdkOf(server as unknown as McpServerLike)).rejects.toBeInstanceOf(ServeConfigurationError);
    },
  );

  it('is refused for a server of a v2 copy that cannot be found from here', async () => {
    const foreign = { connect: async () => {}, setRequestHandler: () => {}, getNegotiatedProtocolVersion: () => {} };
    await expect(loadSdkOf(foreign as unknown as McpServerLike)).rejects.toThrow('run npm dedupe');
  });
});
