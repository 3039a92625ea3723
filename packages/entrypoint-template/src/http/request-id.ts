import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What gateways and tracers give out, and nothing that could be mistaken for something else in a log. */
const VALID = /^[\w.:=+/-]{1,128}$/;

/** The ID under which this request is found again: the caller's `X-Request-Id`, or a new UUID where there is none of use. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const id = headers['x-request-id'];
  return typeof id === 'string' && VALID.test(id) ? id : randomUUID();
}
