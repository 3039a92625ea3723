import { ServeConfigurationError } from '../errors.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export type ServeConfig =
  | { readonly transport: 'stdio' }
  | { readonly transport: 'streamable-http'; readonly host: string; readonly port: number };

type Setting = 'TRANSPORT' | 'HOST' | 'PORT' | 'STATELESS_HTTP';

/** FastMCP's names, which people who come from Python have set already, and the neutral ones. */
const PREFIXES = ['MCP_', 'FASTMCP_'] as const;

/** FastMCP's own defaults. A container sets the host to 0.0.0.0. */
const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_PORT = 8000;

/**
 * How to serve, from `MCP_TRANSPORT`, `MCP_HOST`, `MCP_PORT` and `MCP_STATELESS_HTTP`, or the same with `FASTMCP_`.
 * Unset and empty mean stdio and, over HTTP, 127.0.0.1:8000.
 *
 * @throws ServeConfigurationError for a value that means nothing, and for two prefixes that disagree.
 */
export function readServeConfig(env: Environment): ServeConfig {
  if (readTransport(env) === 'stdio') return { transport: 'stdio' };
  requireStateless(env);
  return { transport: 'streamable-http', host: read(env, 'HOST')?.value ?? DEFAULT_HOST, port: readPort(env) };
}

function readTransport(env: Environment): ServeConfig['transport'] {
  const setting = read(env, 'TRANSPORT');
  switch (setting?.value.toLowerCase()) {
    case undefined:
    case 'stdio':
      return 'stdio';
    case 'http':
    case 'streamable-http':
      return 'streamable-http';
    default:
      throw invalid(setting, 'must be stdio or streamable-http');
  }
}

/** Zero asks the operating system for a free port. */
function readPort(env: Environment): number {
  const setting = read(env, 'PORT');
  if (!setting) return DEFAULT_PORT;
  const port = Number(setting.value);
  if (!/^\d{1,5}$/.test(setting.value) || port > 65_535) throw invalid(setting, 'must be a port from 0 to 65535');
  return port;
}

function requireStateless(env: Environment): void {
  const setting = read(env, 'STATELESS_HTTP');
  switch (setting?.value.toLowerCase()) {
    case undefined:
    case '1':
    case 'true':
      return;
    case '0':
    case 'false':
      throw invalid(setting, 'must be true: every request is served on its own, and sessions are not offered');
    default:
      throw invalid(setting, 'must be true');
  }
}

interface SetValue {
  readonly name: string;
  readonly value: string;
}

function read(env: Environment, setting: Setting): SetValue | undefined {
  const [first, second] = PREFIXES.map((prefix) => ({
    name: `${prefix}${setting}`,
    value: env[`${prefix}${setting}`]?.trim() ?? '',
  })).filter(({ value }) => value !== '');
  if (first && second && first.value !== second.value) {
    throw new ServeConfigurationError(`${first.name} and ${second.name} are both set, to different values. Set one.`);
  }
  return first;
}

function invalid(setting: SetValue | undefined, rule: string): ServeConfigurationError {
  return new ServeConfigurationError(`${setting?.name} ${rule}, not ${JSON.stringify(setting?.value)}.`);
}
