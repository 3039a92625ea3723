import { type CallExpression, Node, type SourceFile } from 'ts-morph';
import { findMethodCalls, type MethodCall } from '../project/find-calls.ts';
import { importedName } from '../project/imported-name.ts';
import { declarationOf, stringValue, unwrap } from '../project/resolve-value.ts';

/** `server.setRequestHandler(…)` for one of the two requests that tools are made of. */
export interface RequestHandler {
  readonly method: 'tools/list' | 'tools/call';
  readonly call: CallExpression;
  readonly receiver: Node;
  readonly handler: Node;
}

/** A low-level server: what lists its tools and what runs them. Either may be somewhere that cannot be found. */
export interface LowLevelServer {
  readonly list: RequestHandler | undefined;
  readonly call: RequestHandler | undefined;
}

const METHODS: Readonly<Record<string, RequestHandler['method']>> = {
  ListToolsRequestSchema: 'tools/list',
  CallToolRequestSchema: 'tools/call',
  'tools/list': 'tools/list',
  'tools/call': 'tools/call',
};

/** SDK v1 names the request by its schema, v2 by its method. Both on a `Server` and on `mcpServer.server`. */
export function findRequestHandlers(file: SourceFile): RequestHandler[] {
  return findMethodCalls(file, 'setRequestHandler')
    .map(requestHandler)
    .filter((found) => found !== undefined);
}

function requestHandler({ call, receiver }: MethodCall): RequestHandler | undefined {
  const [request, handler] = call.getArguments();
  if (!request || !handler || Node.isSpreadElement(handler)) return undefined;
  const method = METHODS[stringValue(request) ?? importedName(request)?.name ?? ''];
  return method && { method, call, receiver, handler };
}

/** Pairs the handlers of one server: those set on the same receiver, else the only ones there are. */
export function pairHandlers(handlers: readonly RequestHandler[]): LowLevelServer[] {
  const lists = handlers.filter(({ method }) => method === 'tools/list');
  const calls = handlers.filter(({ method }) => method === 'tools/call');
  const left = new Set(calls);
  const servers = lists.map((list) => {
    const call =
      [...left].find((candidate) => isSameServer(candidate, list)) ?? (lists.length === 1 ? calls[0] : undefined);
    if (call) left.delete(call);
    return { list, call };
  });
  return [...servers, ...[...left].map((call) => ({ list: undefined, call }))];
}

/** One function may set up several servers, and one server may be set up in several functions. */
function isSameServer(a: RequestHandler, b: RequestHandler): boolean {
  const [first, second] = [declared(a.receiver), declared(b.receiver)];
  if (first && second) return first === second;
  return a.call.getSourceFile() === b.call.getSourceFile() && a.receiver.getText() === b.receiver.getText();
}

function declared(receiver: Node): Node | undefined {
  const node = unwrap(receiver);
  if (!Node.isPropertyAccessExpression(node)) return declarationOf(node);
  return declarationOf(node.getNameNode()) ?? declared(node.getExpression());
}
