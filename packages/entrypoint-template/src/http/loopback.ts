import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/**
 * Whether a request to a server on a loopback address may be answered.
 *
 * A web page can make a browser send requests to localhost under the page's own host name (DNS rebinding). The MCP
 * specification asks servers to check for it:
 * https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#security-warning
 */
export function comesFromLoopback({ host, origin }: IncomingHttpHeaders): boolean {
  return isLoopbackUrl(`http://${host}`) && (origin === undefined || isLoopbackUrl(origin));
}

/** `localhost`, `127.0.0.0/8` and `::1`, with or without brackets. */
export function isLoopbackHost(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

function isLoopbackUrl(url: string): boolean {
  return URL.canParse(url) && isLoopbackHost(new URL(url).hostname);
}
