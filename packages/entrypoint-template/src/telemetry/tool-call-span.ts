import type { Span } from '@opentelemetry/api';
import { type EndedCall, loadedLibrary } from '../sdk/account-library.ts';
import { tracing } from './tracing.ts';

/** A tool call while it is under way. */
export interface ToolCallSpan {
  /** Runs what handles the call: spans that are started there are children of this one. */
  run<T>(fn: () => T): T;
  /** To be called with the response; without one for a call that is answered no more. Only the first time counts. */
  end(response?: JsonRpcMessage): void;
}

export interface JsonRpcMessage {
  readonly id?: unknown;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

const TRACER = '@mcp-multi-account/entrypoint';
const MAX_NAME = 128;

/**
 * The span of a `tools/call` request; undefined for anything else, and where nobody traces. It has no arguments and no results.
 * Names: https://github.com/open-telemetry/semantic-conventions/blob/main/docs/gen-ai/mcp.md
 */
export function startToolCallSpan({ id, method, params }: JsonRpcMessage): ToolCallSpan | undefined {
  const api = tracing();
  if (!api || method !== 'tools/call' || id === undefined || id === null) return undefined;
  const { name } = (params ?? {}) as { name?: unknown };
  const tool = typeof name === 'string' ? name.slice(0, MAX_NAME) : '';
  const span = api.trace.getTracer(TRACER).startSpan(`tools/call ${tool}`, {
    kind: api.SpanKind.SERVER,
    attributes: {
      'mcp.method.name': 'tools/call',
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': tool,
      'jsonrpc.request.id': String(id).slice(0, MAX_NAME),
    },
  });
  if (!span.isRecording()) return undefined;
  const context = api.trace.setSpan(api.context.active(), span);
  let ended: EndedCall | undefined;
  const onCall = (call: EndedCall) => {
    ended = call;
  };
  return {
    run: (fn) => api.context.with(context, () => observed(onCall, fn)),
    end: (response) => {
      if (span.isRecording()) endSpan(span, api.SpanStatusCode.ERROR, outcomeOf(response, ended));
    },
  };
}

/** With an account of its own to look up, it would return later than `fn` does; it has none. */
function observed<T>(onCall: (call: EndedCall) => void, fn: () => T): T {
  const library = loadedLibrary();
  return library ? (library.runWithRequestContext({ onCall }, fn) as T) : fn();
}

interface CallOutcome {
  readonly account: string | undefined;
  readonly outcome: string;
  readonly errorType: string | undefined;
}

/** The library knows the account, and more of a failure than the response tells. */
function outcomeOf(response: JsonRpcMessage | undefined, ended: EndedCall | undefined): CallOutcome {
  const failure = response ? failureOf(response) : 'CANCELLED';
  const outcome = ended?.outcome ?? (response ? (failure ? 'tool_error' : 'ok') : 'failed');
  const account = ended?.target === 'account' ? (ended.account_id ?? undefined) : 'server';
  return { account, outcome, errorType: outcome === 'ok' ? undefined : (ended?.code ?? failure ?? outcome) };
}

function failureOf({ result, error }: JsonRpcMessage): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  if (error) return String(code);
  return (result as { isError?: unknown } | undefined)?.isError === true ? 'tool_error' : undefined;
}

function endSpan(span: Span, ERROR: 2, { account, outcome, errorType }: CallOutcome): void {
  if (account !== undefined) span.setAttribute('mcp_multi_account.account', account);
  span.setAttribute('mcp_multi_account.outcome', outcome);
  if (errorType !== undefined) {
    span.setAttribute('error.type', errorType);
    span.setStatus({ code: ERROR });
  }
  span.end();
}
