import { type Answer, readAnswer } from './typed-error.ts';
import type { Session } from './types.ts';

/** What came of a call; `no-answer` when the server is of no more use to this session. */
export type CallResult = Answer | { readonly kind: 'no-answer'; readonly reason: string };

/** Codes that the client of SDK v1 itself gives to a closed connection and to silence. */
const CLOSED = -32_000;
const TIMEOUT = -32_001;
const LONGEST_REASON = 200;

export interface CallSettings {
  readonly timeoutMs: number;
  /** Removes secrets from what a server says. */
  readonly redact: (text: string) => string;
}

/** One tool call. A JSON-RPC error is an answer too: it is how low-level servers refuse arguments. */
export async function callTool(
  session: Session,
  tool: string,
  args: Readonly<Record<string, unknown>>,
  settings: CallSettings,
): Promise<CallResult> {
  try {
    const answer = readAnswer(await session.callTool(tool, args));
    return answer.kind === 'other-error' ? { ...answer, text: oneLine(settings.redact(answer.text)) } : answer;
  } catch (error) {
    const reason = failureReason(error, settings);
    const { code } = error as { code?: unknown };
    const isAnswer = typeof code === 'number' && code !== CLOSED && code !== TIMEOUT;
    return isAnswer ? { kind: 'other-error', text: reason } : { kind: 'no-answer', reason };
  }
}

/** Why a request to a server failed, in one line without secrets. */
export function failureReason(error: unknown, { timeoutMs, redact }: CallSettings): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/timed out/i.test(message)) return `no answer in ${timeoutMs / 1000} s`;
  if (/did not offer pinned/.test(message)) return 'the server does not offer it';
  if (/connection closed/i.test(message)) return 'the server ended the connection';
  return oneLine(`${httpStatus(error)}${redact(message)}`);
}

/** The transports keep the status of an HTTP answer out of their messages. */
function httpStatus(error: unknown): string {
  const { code, status = code } = error as { code?: unknown; status?: unknown };
  return typeof status === 'number' && status >= 400 && status < 600 ? `HTTP ${status}: ` : '';
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, LONGEST_REASON);
}
