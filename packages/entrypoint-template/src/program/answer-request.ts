import type { ServerResponse } from 'node:http';
import type { RequestContext } from '../request-context.ts';
import { startToolCallSpan } from '../telemetry/tool-call-span.ts';
import type { CancellableCalls, Client } from './cancellable-calls.ts';
import type { HttpExchange } from './http-exchange.ts';
import {
  errorResponse,
  INVALID_PARAMS,
  type JsonRpcRequest,
  type JsonRpcResponse,
  METHOD_NOT_FOUND,
  SERVER_ERROR,
} from './json-rpc.ts';
import type { Writer } from './program-connection.ts';
import { negotiate } from './protocol-version.ts';
import type { Program } from './start-program.ts';

/** One POST to a program, with all that answering a request of it takes. */
export interface ProgramExchange {
  readonly program: Program;
  readonly calls: CancellableCalls;
  readonly client: Client;
  readonly answers: HttpExchange;
  readonly response: ServerResponse;
}

/** Answers one request of a POST: `initialize` from the one handshake, the rest by the program. */
export async function answerRequest(exchange: ProgramExchange, request: JsonRpcRequest): Promise<void> {
  const { program, client } = exchange;
  if (request.method === 'initialize') return answerInitialize(exchange, request);
  if (request.method.startsWith('tasks/')) {
    return refuse(exchange, request, { status: 200, code: METHOD_NOT_FOUND, message: TASKS_ARE_SHARED });
  }
  if (!program.stdio.isListenedTo()) program.connection.end('The server program no longer reads its input');
  if (!needsContext(client.context)) return ask(exchange, request);
  const kept = await program.check.isKept().catch((error: Error) => error);
  if (exchange.response.closed) return;
  if (kept === true) return ask(exchange, request);
  const { message, status } = kept === false ? { message: CONTEXT_IS_LOST, status: 501 } : { ...kept, status: 502 };
  refuse(exchange, request, { status, code: SERVER_ERROR, message });
}

/** The tasks of a program belong to its one client, and all clients here are that one. */
const TASKS_ARE_SHARED = 'Tasks are not offered: every client of this server would see those of the others.';

const CONTEXT_IS_LOST =
  'This server program reads its input in a way that loses who asks, so it serves neither callers with a token nor ' +
  'accounts that a header names. Without a token, name the account in the call: target_account_id.';

function answerInitialize(exchange: ProgramExchange, request: JsonRpcRequest): void {
  const { initializeResult, versions } = exchange.program;
  const { protocolVersion } = request.params ?? {};
  if (typeof protocolVersion !== 'string') {
    refuse(exchange, request, {
      status: 200,
      code: INVALID_PARAMS,
      message: 'initialize needs params.protocolVersion',
    });
    return;
  }
  const { tasks: _tasks, ...capabilities } = (initializeResult.capabilities ?? {}) as Record<string, unknown>;
  const result = { ...initializeResult, capabilities, protocolVersion: negotiate(protocolVersion, versions) };
  exchange.answers.answer({ jsonrpc: '2.0', id: request.id, result });
}

function needsContext({ authInfo, targetAccountId }: RequestContext): boolean {
  return authInfo !== undefined || targetAccountId !== undefined;
}

function ask(exchange: ProgramExchange, request: JsonRpcRequest): void {
  const { answers, calls, client, program, response } = exchange;
  const { check, connection } = program;
  const span = startToolCallSpan(request);
  const fail = (message: string) => refuse(exchange, request, { status: 502, code: SERVER_ERROR, message });
  const recipient = {
    notify: answers.notify.bind(answers),
    answer: (message: JsonRpcResponse, writer: Writer) => {
      if (check.isForeign(writer)) return fail(CONTEXT_IS_LOST);
      span?.end(message);
      answers.answer(message);
    },
    fail,
  };
  const call = () => connection.call(request, recipient, { as: check.mode });
  const cancel = span ? span.run(call) : call();
  calls.add(request.id, client, () => {
    cancel();
    // Nobody waits for this answer, but for the end of the HTTP request.
    refuse(exchange, request, { status: 200, code: SERVER_ERROR, message: 'The request was cancelled' });
  });
  response.once('close', () => {
    calls.delete(request.id, client);
    cancel();
    span?.end();
  });
}

interface Refusal {
  readonly status: number;
  readonly code: number;
  readonly message: string;
}

function refuse({ answers }: ProgramExchange, { id }: JsonRpcRequest, { status, ...error }: Refusal): void {
  answers.answer(errorResponse(id, error), status);
}
