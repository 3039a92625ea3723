import { expect, it } from 'vitest';
import { hideTransport } from '../../src/program/hide-transport.ts';

it('tells a program that it serves stdio, and nothing of an address', () => {
  const env = {
    MCP_TRANSPORT: 'http',
    FASTMCP_TRANSPORT: 'streamable-http',
    FASTMCP_HOST: '0.0.0.0',
    FASTMCP_PORT: '8000',
    MCP_STATELESS_HTTP: 'true',
    PORT: '9000',
  };
  hideTransport(env);
  expect(env).toEqual({ MCP_TRANSPORT: 'stdio', FASTMCP_TRANSPORT: 'stdio', PORT: '9000' });
});

it('sets nothing that was not set', () => {
  const env = {};
  hideTransport(env);
  expect(env).toEqual({});
});
