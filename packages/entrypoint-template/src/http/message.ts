/** What is read of a JSON-RPC message before the server sees it. */
interface Message {
  readonly jsonrpc?: unknown;
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: unknown;
}

/** Characters of a name that go into a log. */
const MAX_NAME = 128;

/**
 * The body, without `params` that are null: AgentCore sends them in its `ping`, and both SDKs take them for no message.
 * The rest is the SDK's to judge.
 */
export function withoutNullParams(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withoutNullParams);
  if (!isObject(body) || body.params !== null) return body;
  const { params: _null, ...rest } = body;
  return rest;
}

/** The limit of both SDKs. */
const MAX_BATCH = 100;

/** Whether the body is a message, or a batch of a length that JSON-RPC and the SDKs take. */
export function isMessageOrBatch(body: unknown): boolean {
  return Array.isArray(body) ? body.length > 0 && body.length <= MAX_BATCH : isObject(body);
}

/** The ID of a `ping` that can be answered; undefined for anything else. */
export function pingIdOf(body: unknown): string | number | undefined {
  if (!isObject(body) || body.jsonrpc !== '2.0' || body.method !== 'ping') return undefined;
  if (body.params !== undefined && !isObject(body.params)) return undefined;
  return requestId(body);
}

/** The IDs of the calls in a body: a batch has several; notifications, and streams of notifications, are none. */
export function callIdsOf(body: unknown): readonly (string | number)[] {
  return messagesOf(body).flatMap((message) => {
    const id = requestId(message);
    return id === undefined || typeof message.method !== 'string' || isListening(message) ? [] : [id];
  });
}

/** Whether the body asks for a stream of notifications, which ends when somebody ends it. */
export function isListening(body: unknown): boolean {
  return isObject(body) && body.method === 'subscriptions/listen';
}

/** Names for the log, never arguments. Absent for a batch. */
export function namesOf(body: unknown): { method?: string; tool?: string } {
  if (!isObject(body) || typeof body.method !== 'string') return {};
  const { method, params } = body;
  const tool = method === 'tools/call' && isObject(params) ? (params as { name?: unknown }).name : undefined;
  return { method: method.slice(0, MAX_NAME), ...(typeof tool === 'string' && { tool: tool.slice(0, MAX_NAME) }) };
}

function messagesOf(body: unknown): readonly Message[] {
  return (Array.isArray(body) ? body : [body]).filter(isObject);
}

function requestId({ id }: Message): string | number | undefined {
  return typeof id === 'string' || Number.isSafeInteger(id) ? (id as string | number) : undefined;
}

function isObject(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
