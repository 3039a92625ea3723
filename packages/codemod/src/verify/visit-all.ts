import { Refusal } from '../run/refusal.ts';
import { type CallSettings, failureReason } from './call-tool.ts';
import type { Endpoint } from './endpoint.ts';
import { type CallPlan, makeCalls } from './make-calls.ts';
import { openSession } from './open-session.ts';
import { PROTOCOL_VERSIONS, type ProtocolVersion } from './protocol-versions.ts';
import type { ServerOutput } from './server-output.ts';
import type { ListedTool, Session, VerifiedCall } from './types.ts';
import { VersionNotSpokenError } from './version-not-spoken.ts';

/** What one protocol version showed. */
export interface Visit {
  readonly version: string;
  readonly spoken: boolean;
  readonly tools: readonly ListedTool[];
  readonly calls: readonly VerifiedCall[];
  readonly reason: string;
}

/**
 * Connects over each protocol version in turn, each time with a new connection.
 *
 * @throws Refusal when the server answers over none of them.
 */
export async function visitAll(
  endpoint: Endpoint,
  output: ServerOutput,
  plan: CallPlan,
  onProgress: ((step: string) => void) | undefined,
): Promise<Visit[]> {
  const visits: Visit[] = [];
  for (const protocol of PROTOCOL_VERSIONS) {
    onProgress?.(`Protocol version ${protocol.version}`);
    const proven = visits.flatMap(({ calls }) => calls);
    visits.push(await visit(endpoint, protocol, plan, proven));
    const [first] = visits;
    // Silence and a dead process are no matter of versions: others would only take as long to tell the same.
    if (visits.length === 1 && first && isUnreachable(first, endpoint))
      throw new Refusal(cannotStart(first, endpoint, output));
  }
  if (!visits.some(({ spoken }) => spoken)) throw new Refusal(cannotStart(visits[0], endpoint, output));
  return visits;
}

async function visit(
  endpoint: Endpoint,
  protocol: ProtocolVersion,
  plan: CallPlan,
  proven: readonly VerifiedCall[],
): Promise<Visit> {
  const { version } = protocol;
  const none = { version, tools: [], calls: [] };
  let session: Session;
  try {
    session = await openSession(await endpoint.transport(protocol.generation), protocol, plan.timeoutMs);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return { ...none, spoken: false, reason: notSpoken(error, plan) };
  }
  try {
    const tools = await session.listTools();
    return { version, spoken: true, tools, calls: await makeCalls(session, tools, plan, proven), reason: '' };
  } catch (error) {
    return { ...none, spoken: true, reason: `tools/list failed: ${failureReason(error, plan)}` };
  } finally {
    await session.close();
  }
}

function notSpoken(error: unknown, settings: CallSettings): string {
  return error instanceof VersionNotSpokenError ? error.message : failureReason(error, settings);
}

function isUnreachable({ spoken, reason }: Visit, endpoint: Endpoint): boolean {
  return !spoken && (/^(no answer|the server ended|fetch failed)/.test(reason) || endpoint.exit() !== undefined);
}

function cannotStart(visit: Visit | undefined, endpoint: Endpoint, output: ServerOutput): string {
  const exit = endpoint.exit();
  const lines = [
    `The server does not answer as an MCP server: ${exit === undefined ? visit?.reason : `it ended with ${exit}`}.`,
    output.noise ?? '',
    output.lastErrors && `The last lines of its standard error:\n${output.lastErrors}`,
  ];
  return lines.filter((line) => line !== '').join('\n');
}
