import { connectV1 } from './connect-v1.ts';
import { connectV2 } from './connect-v2.ts';
import type { ClientTransport } from './endpoint.ts';
import type { ProtocolVersion } from './protocol-versions.ts';
import type { Session } from './types.ts';

/**
 * Connects over exactly one protocol version. A connection that fails is closed.
 *
 * @throws VersionNotSpokenError when the server answers, with another version.
 * @throws Error as the SDK's client does when the server does not answer, or not as the protocol asks.
 */
export async function openSession(
  transport: ClientTransport,
  protocol: ProtocolVersion,
  timeoutMs: number,
): Promise<Session> {
  try {
    switch (protocol.generation) {
      case 'v1':
        return await connectV1(transport, protocol.version, timeoutMs);
      case 'v2':
        return await connectV2(transport, protocol.version, timeoutMs);
    }
  } catch (error) {
    await transport.close().catch(() => {});
    throw error;
  }
}
