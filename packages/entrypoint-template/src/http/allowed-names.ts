import type { IncomingHttpHeaders } from 'node:http';
import type { Environment } from '../configuration/serve-config.ts';
import { ServeConfigurationError } from '../errors.ts';
import { isLoopbackHost } from './loopback.ts';

/** Whom the server answers, by the names in the request. */
export interface AllowedNames {
  /** Hosts without port, in small letters. Absent: any name, except on a loopback address. */
  readonly hosts?: readonly string[];
  /** Origins as browsers send them, such as `https://tools.example.com`. */
  readonly origins: readonly string[];
}

/**
 * `MCP_ALLOWED_HOSTS` and `MCP_ALLOWED_ORIGINS`, with commas between.
 *
 * @throws ServeConfigurationError for a host with a scheme, port or path, and for an origin that is none.
 */
export function readAllowedNames(env: Environment): AllowedNames {
  const hosts = listOf(env.MCP_ALLOWED_HOSTS).map((host) => {
    if (hostOf(`http://${host}`) === host.toLowerCase() && !host.includes('*')) return host.toLowerCase();
    throw invalid('MCP_ALLOWED_HOSTS must be host names without scheme and port', host);
  });
  const origins = listOf(env.MCP_ALLOWED_ORIGINS).map((origin) => {
    if (URL.canParse(origin) && new URL(origin).origin === origin.toLowerCase()) return origin.toLowerCase();
    throw invalid('MCP_ALLOWED_ORIGINS must be origins such as https://tools.example.com', origin);
  });
  return { origins, ...(hosts.length > 0 && { hosts }) };
}

/**
 * Whether a request may be answered.
 *
 * A web page can make a browser send requests here under the page's own host name (DNS rebinding), or, where cookies or
 * the network itself let it in, under the server's. The MCP specification asks servers to check for it:
 * https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#security-warning
 * Programs, AgentCore and its Gateway send no Origin, so none is allowed but those that are named.
 */
export function isAllowed(
  { hosts, origins }: AllowedNames,
  onLoopback: boolean,
  headers: IncomingHttpHeaders,
): boolean {
  const { host = '', origin } = headers;
  const isLocal = (url: string) => onLoopback && isLoopbackHost(hostOf(url) ?? '');
  const hostAllowed =
    isLocal(`http://${host}`) || (hosts ? hosts.includes(hostOf(`http://${host}`) ?? '') : !onLoopback);
  return hostAllowed && (origin === undefined || isLocal(origin) || origins.includes(origin.toLowerCase()));
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

function listOf(text: string | undefined): readonly string[] {
  return (text ?? '').split(/[\s,]+/).filter((name) => name !== '');
}

function invalid(rule: string, value: string): ServeConfigurationError {
  return new ServeConfigurationError(`${rule}, not ${JSON.stringify(value)}.`);
}
