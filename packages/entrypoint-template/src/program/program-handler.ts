import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { HttpHandler } from '../sdk/mcp-sdk.ts';
import { answerRequest } from './answer-request.ts';
import { CancellableCalls } from './cancellable-calls.ts';
import { HttpExchange, readAccept } from './http-exchange.ts';
import { errorResponse, INVALID_REQUEST, readMessages, SERVER_ERROR } from './json-rpc.ts';
import type { Program } from './start-program.ts';

/** Answers every HTTP request by one program, which is left as it is when the handler is closed. */
export function createProgramHandler(program: Program): HttpHandler {
  const calls = new CancellableCalls();
  const handle: HttpHandler['handle'] = async ({ headers }, response, body, context) => {
    const messages = readMessages(body);
    const problem = problemOf(headers, program.versions) ?? (messages ? undefined : NO_MESSAGE);
    if (!messages || problem) return respondProblem(response, problem ?? NO_MESSAGE);
    const client = { sessionId: headers['mcp-session-id'], context };
    for (const { kind, message } of messages) if (kind === 'notification') calls.obey(message, client);
    const requests = messages.flatMap(({ kind, message }) => (kind === 'request' ? [message] : []));
    if (requests.length === 0) return void response.writeHead(202).end();
    const answers = new HttpExchange(response, readAccept(headers.accept), requests.length, Array.isArray(body));
    const exchange = { program, calls, client, answers, response };
    const answered = new Promise((resolve) => response.once('close', resolve));
    await Promise.all(requests.map((request) => answerRequest(exchange, request)));
    await answered;
  };
  return { handle, close: async () => {} };
}

interface Problem {
  readonly status: number;
  readonly code: number;
  readonly message: string;
}

const NO_MESSAGE: Problem = { status: 400, code: INVALID_REQUEST, message: 'Invalid Request: no JSON-RPC message' };

/** What both SDKs refuse, in their words. */
function problemOf(headers: IncomingHttpHeaders, versions: readonly string[]): Problem | undefined {
  const { json, events } = readAccept(headers.accept);
  const version = headers['mcp-protocol-version'];
  if (headers['content-type'] === undefined) {
    return { status: 415, code: SERVER_ERROR, message: 'Unsupported Media Type: the body must be application/json' };
  }
  if (!json && !events) {
    const message = 'Not Acceptable: the client must accept application/json or text/event-stream';
    return { status: 406, code: SERVER_ERROR, message };
  }
  if (version === undefined || versions.includes(String(version))) return undefined;
  const message = `Bad Request: Unsupported protocol version (supported versions: ${versions.join(', ')})`;
  return { status: 400, code: SERVER_ERROR, message };
}

function respondProblem(response: ServerResponse, { status, ...error }: Problem): void {
  new HttpExchange(response, { json: true, events: false }, 1, false).answer(errorResponse(null, error), status);
}
