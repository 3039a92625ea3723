import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallSettings } from '../../../src/verify/call-tool.ts';
import { childEnvironment } from '../../../src/verify/child-environment.ts';
import { commandEndpoint } from '../../../src/verify/endpoint.ts';
import { type LocalCloud, startLocalCloud } from '../../../src/verify/local-cloud.ts';
import { makeCalls } from '../../../src/verify/make-calls.ts';
import { openSession } from '../../../src/verify/open-session.ts';
import { sampleArguments } from '../../../src/verify/sample-arguments.ts';
import { ServerOutput } from '../../../src/verify/server-output.ts';
import type { ListedTool, Session, ToolResult, VerifiedCall } from '../../../src/verify/types.ts';
import type { GoldenCase } from '../golden.ts';
import { instrumentedCase } from './instrumented-case.ts';

/** What a converted case does in a local AWS. */
export interface ObservedCase {
  readonly tools: readonly ListedTool[];
  /** The case's own call: for an account that is not registered, as the server, as each target, and all at once. */
  readonly calls: readonly VerifiedCall[];
  /** Every tool without a target, and with one. */
  readonly pairs: readonly { readonly tool: string; readonly without: ObservedCall; readonly target: ObservedCall }[];
  readonly server: string;
  readonly target: string;
}

export interface ObservedCall {
  readonly isError: boolean;
  readonly text: string;
  readonly signedBy: readonly string[];
}

const PROTOCOL = { version: '2025-11-25', generation: 'v1' } as const;
/** A call may start many AWS commands, on a machine that has other things to do. */
const SETTINGS: CallSettings = { timeoutMs: 120_000, redact: (text) => text };

/** `change` makes another server of the case, for a test of the oracle itself. */
export async function observeCase(golden: GoldenCase, change?: (text: string) => string): Promise<ObservedCase> {
  const cloud = await startLocalCloud();
  try {
    const session = await start(golden, cloud, change);
    try {
      return await observe(golden, session, cloud);
    } finally {
      await session.close();
    }
  } finally {
    await cloud.close();
  }
}

async function start(golden: GoldenCase, cloud: LocalCloud, change?: (text: string) => string): Promise<Session> {
  const { command, args, env } = instrumentedCase(golden, change);
  const own = { PATH: process.env.PATH, HOME: join(tmpdir(), 'golden-home'), LOG_LEVEL: 'silent' };
  const { AWS_ENDPOINT_URL, AWS_REGION: _, ...local } = cloud.env;
  // Some cases take an endpoint from a variable of their own; their answers are those of no region in the environment.
  const endpoints = { AWS_ENDPOINT_URL, LOCALSTACK_ENDPOINT: AWS_ENDPOINT_URL };
  const output = new ServerOutput((text) => text);
  const endpoint = commandEndpoint(
    { command, args, env: childEnvironment(own, { ...local, ...endpoints }, env) },
    output,
  );
  try {
    return await openSession(await endpoint.transport(PROTOCOL.generation), PROTOCOL, SETTINGS.timeoutMs);
  } catch (error) {
    throw new Error(`${golden.name} does not start:\n${output.lastErrors}`, { cause: error });
  }
}

async function observe(golden: GoldenCase, session: Session, cloud: LocalCloud): Promise<ObservedCase> {
  const tools = await session.listTools();
  const call = { tool: golden.call, arguments: golden.arguments };
  const calls = await makeCalls(session, tools, { ...SETTINGS, call, cloud }, []);
  const [target = ''] = cloud.targets;
  const pairs: ObservedCase['pairs'][number][] = [];
  for (const { name, inputSchema } of tools) {
    const args = name === golden.call ? golden.arguments : sampleArguments(inputSchema);
    const without = await observeCall(session, cloud, name, args);
    const withTarget = await observeCall(session, cloud, name, { ...args, target_account_id: target });
    pairs.push({ tool: name, without, target: withTarget });
  }
  return { tools, calls, pairs, server: cloud.server, target };
}

async function observeCall(
  session: Session,
  cloud: LocalCloud,
  tool: string,
  args: Readonly<Record<string, unknown>>,
): Promise<ObservedCall> {
  const mark = cloud.mark();
  const result = await session.callTool(tool, args).catch(asResult);
  const text = result.content?.map((block) => block.text ?? '').join('\n') ?? '';
  return { isError: result.isError === true, text, signedBy: cloud.signersSince(mark) };
}

/** How low-level servers refuse arguments. */
function asResult(error: unknown): ToolResult {
  return { isError: true, content: [{ type: 'text', text: String(error) }] };
}
