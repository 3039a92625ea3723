import { fileURLToPath } from 'node:url';
import { type Child, startNode } from '../support/child.ts';

/** With the prefix that FastMCP reads too: it must not listen itself. */
const HTTP = { FASTMCP_TRANSPORT: 'http', FASTMCP_PORT: '0' };

export function fileArgs(script: 'entry' | 'harness', program: string): string[] {
  return [fileURLToPath(new URL(`${script}.ts`, import.meta.url)), program];
}

/** A program behind `serveProgram`, over HTTP. */
export function startEntry(program: string, env: Record<string, string> = {}): Child {
  return startNode(fileArgs('entry', program), { ...HTTP, ...env });
}

/** A program whose every request runs in the store that its header `x-store` names. */
export function startHarness(program: string): Child {
  return startNode(fileArgs('harness', program), HTTP);
}

export interface Answered {
  readonly status: number;
  readonly contentType: string | null;
  /** The messages, in their order. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever was answered, to be looked at.
  readonly messages: any[];
}

export async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answered> {
  const accept = 'application/json, text/event-stream';
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const all = { accept, 'content-type': 'application/json', ...headers };
  const response = await fetch(url, { method: 'POST', body: text, headers: all });
  const contentType = response.headers.get('content-type');
  return { status: response.status, contentType, messages: messagesOf(contentType, await response.text()) };
}

export function callOf(name: string, args: object = {}, id: string | number = 1, _meta?: object): object {
  return { jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: args, ...(_meta && { _meta }) } };
}

function messagesOf(contentType: string | null, text: string): unknown[] {
  if (text === '') return [];
  if (contentType !== 'text/event-stream') return [JSON.parse(text)].flat();
  return text.split('\n').flatMap((line) => (line.startsWith('data: ') ? [JSON.parse(line.slice(6))] : []));
}
