/** Which SDK's client speaks a protocol version: those before 2026-07-28 begin with `initialize`, those since do not. */
export type Generation = 'v1' | 'v2';

export interface ProtocolVersion {
  readonly version: string;
  readonly generation: Generation;
}

/**
 * In the order they are tried: what most clients speak first, so that a server that does not start is known at once.
 * Source: https://modelcontextprotocol.io/specification/versioning, and the SDKs' lists of supported versions.
 */
export const PROTOCOL_VERSIONS: readonly ProtocolVersion[] = [
  { version: '2025-11-25', generation: 'v1' },
  { version: '2026-07-28', generation: 'v2' },
  { version: '2025-06-18', generation: 'v1' },
  { version: '2025-03-26', generation: 'v1' },
  { version: '2024-11-05', generation: 'v1' },
];
