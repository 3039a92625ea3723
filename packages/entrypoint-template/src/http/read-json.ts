import type { IncomingMessage } from 'node:http';
import { isTooDeep } from './nesting.ts';

export type JsonBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'not-json' }
  | { readonly kind: 'too-deep' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'not-admitted' };

export interface BodyLimits {
  readonly bytes: number;
  /** Asked before as many bytes are kept, where that is more than a health probe has. */
  admit(bytes: number): Promise<boolean>;
}

/** Ten times a `ping`. */
const UNASKED_BYTES = 1_024;

/** Reads a request's body. What is refused is not read to its end. */
export async function readJson(request: IncomingMessage, limits: BodyLimits): Promise<JsonBody> {
  if (declaredBytes(request) > limits.bytes) return { kind: 'too-large' };
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limits.bytes) return { kind: 'too-large' };
    if (size > UNASKED_BYTES && !(await limits.admit(size))) return { kind: 'not-admitted' };
    chunks.push(chunk);
  }
  return parse(Buffer.concat(chunks));
}

/** What `Content-Length` says; 0 for a body in chunks. */
export function declaredBytes({ headers }: IncomingMessage): number {
  return Number(headers['content-length'] ?? 0);
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function parse(bytes: Buffer): JsonBody {
  try {
    const text = UTF8.decode(bytes);
    return isTooDeep(text) ? { kind: 'too-deep' } : { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'not-json' };
  }
}
