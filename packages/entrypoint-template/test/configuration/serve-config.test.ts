import { describe, expect, it } from 'vitest';
import { readServeConfig, ServeConfigurationError } from '../../src/index.ts';

describe('the configuration', () => {
  it('is stdio when nothing is set', () => {
    expect(readServeConfig({})).toEqual({ transport: 'stdio' });
  });

  it('takes an empty value as unset', () => {
    expect(readServeConfig({ MCP_TRANSPORT: '', MCP_HOST: ' ', MCP_PORT: '' })).toEqual({ transport: 'stdio' });
  });

  it('does not care for the HTTP settings over stdio', () => {
    expect(readServeConfig({ MCP_TRANSPORT: 'stdio', MCP_PORT: 'none' })).toEqual({ transport: 'stdio' });
  });

  it.each(['http', 'streamable-http', 'Streamable-HTTP', ' http '])('takes %j as streamable HTTP', (transport) => {
    const expected = { transport: 'streamable-http', host: '127.0.0.1', port: 8000 };
    expect(readServeConfig({ MCP_TRANSPORT: transport })).toEqual(expected);
  });

  it.each(['MCP_', 'FASTMCP_'])('reads every setting with the prefix %s', (prefix) => {
    const env = {
      [`${prefix}TRANSPORT`]: 'http',
      [`${prefix}HOST`]: '0.0.0.0',
      [`${prefix}PORT`]: '9001',
      [`${prefix}STATELESS_HTTP`]: 'True',
    };
    expect(readServeConfig(env)).toEqual({ transport: 'streamable-http', host: '0.0.0.0', port: 9001 });
  });

  it('lets the two prefixes stand side by side when they agree', () => {
    const env = { MCP_TRANSPORT: 'http', FASTMCP_TRANSPORT: 'http', FASTMCP_PORT: '9001' };
    expect(readServeConfig(env)).toMatchObject({ port: 9001 });
  });

  it('refuses two prefixes that disagree, naming both', () => {
    const read = () => readServeConfig({ MCP_TRANSPORT: 'http', MCP_PORT: '8000', FASTMCP_PORT: '9001' });
    expect(read).toThrow('MCP_PORT and FASTMCP_PORT are both set, to different values. Set one.');
  });

  it.each(['0', '1', '65535'])('takes the port %s', (port) => {
    expect(readServeConfig({ MCP_TRANSPORT: 'http', MCP_PORT: port })).toMatchObject({ port: Number(port) });
  });

  it.each(['65536', '99999', '-1', '80.5', '8e3', '0x50', '٨٠٠٠', '8000;', '123456'])('refuses the port %s', (port) => {
    const read = () => readServeConfig({ MCP_TRANSPORT: 'http', FASTMCP_PORT: port });
    expect(read).toThrow(new ServeConfigurationError(`FASTMCP_PORT must be a port from 0 to 65535, not "${port}".`));
  });

  it.each(['sse', 'tcp', 'stdio,http'])('refuses the transport %s', (transport) => {
    const read = () => readServeConfig({ FASTMCP_TRANSPORT: transport });
    expect(read).toThrow(`FASTMCP_TRANSPORT must be stdio or streamable-http, not "${transport}".`);
  });

  it.each(['false', '0', 'maybe'])('refuses sessions, asked for with STATELESS_HTTP=%s', (value) => {
    const read = () => readServeConfig({ MCP_TRANSPORT: 'http', MCP_STATELESS_HTTP: value });
    expect(read).toThrow(/^MCP_STATELESS_HTTP must be true/);
  });
});

describe('a configuration error', () => {
  it('carries no stack frames, so that Node prints the message alone', () => {
    expect(new ServeConfigurationError('Set MCP_PORT.').stack).toBe('ServeConfigurationError: Set MCP_PORT.');
  });
});
