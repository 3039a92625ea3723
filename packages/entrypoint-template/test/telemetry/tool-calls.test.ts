import { McpServer as V1Server } from '@modelcontextprotocol/sdk/server/mcp.js';
import { McpServer as V2Server } from '@modelcontextprotocol/server';
import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import {
  type AuditEvent,
  configureAccounts,
  currentAccount,
  targetAccountId,
  withAccountContext,
  withAccounts,
} from '../../../cred-extract/src/index.ts';
import type { CreateServer, McpServerLike } from '../../src/index.ts';
import { traceFields } from '../../src/telemetry/tracing.ts';
import { messageOf, post, startServer } from '../support/http.ts';
import { ACCOUNTS, teamAccounts } from '../support/team-accounts.ts';

const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });

beforeAll(() => provider.register());
afterAll(async () => {
  await provider.shutdown();
  for (const api of [trace, context, propagation]) api.disable();
});
beforeEach(() => {
  exporter.reset();
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const events: AuditEvent[] = [];
  const allow = [{ anyone: true as const, accounts: ACCOUNTS.slice(0, 7), server: true as const }];
  configureAccounts(teamAccounts(events, { policy: { allow } }));
});

interface AnyServer {
  registerTool(name: string, config: object, handler: (...args: never[]) => unknown): unknown;
}

const tools: Record<string, () => Promise<object>> = {
  where: async () => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
    trace.getTracer('test').startSpan('inside').end();
    return { content: [{ type: 'text', text: currentAccount()?.accountId ?? 'server' }] };
  },
  refuses: async () => ({ isError: true, content: [{ type: 'text', text: 'no such bucket: canary' }] }),
  throws: async () => Promise.reject(new Error('canary')),
};
const inputSchema = z.object({ target_account_id: targetAccountId.zod(z), note: z.string().optional() });

function addTools(server: AnyServer, wrap: (name: string, tool: () => Promise<object>) => unknown): void {
  for (const [name, tool] of Object.entries(tools))
    server.registerTool(name, { inputSchema }, wrap(name, tool) as never);
}

const INFO = { name: 's', version: '1' };
const SDKS: [string, () => AnyServer][] = [
  ['SDK v1', () => new V1Server(INFO) as unknown as AnyServer],
  ['SDK v2', () => new V2Server(INFO) as unknown as AnyServer],
];
const KINDS = SDKS.flatMap(([sdk, create]): [string, CreateServer][] => [
  [
    `${sdk}, withAccounts`,
    () => {
      const server = create();
      addTools(server, (_, tool) => tool);
      return withAccounts(server) as unknown as McpServerLike;
    },
  ],
  [
    `${sdk}, withAccountContext`,
    () => {
      const server = create();
      addTools(server, (name, tool) => withAccountContext(tool, { tool: name }));
      return server as unknown as McpServerLike;
    },
  ],
]);

const call = (id: number | string, name: string, args: object = {}) => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name, arguments: args },
});
const calls = () => exporter.getFinishedSpans().filter(({ name }) => name.startsWith('tools/call'));
const seen = ({ name, status, attributes }: ReadableSpan) => [
  name,
  attributes['mcp_multi_account.account'],
  attributes['mcp_multi_account.outcome'],
  attributes['error.type'],
  status.code === SpanStatusCode.ERROR,
];

describe.each(KINDS)('the span of a tool call, %s', (_, createServer) => {
  it('tells tool, account and outcome, and no arguments and no results', async () => {
    const url = await startServer(createServer);
    const asked: [string, object][] = [
      ['where', { target_account_id: ACCOUNTS[1], note: 'canary' }],
      ['where', { target_account_id: 'team-2' }],
      ['where', { note: 'canary' }],
      ['refuses', { target_account_id: ACCOUNTS[1] }],
      ['throws', { target_account_id: ACCOUNTS[1] }],
      ['where', { target_account_id: ACCOUNTS[7] }],
      ['where', { target_account_id: 'not\u0000 a name' }],
    ];
    for (const [index, [name, args]] of asked.entries()) await (await post(url, call(index, name, args))).text();
    expect(calls().map(seen)).toEqual([
      ['tools/call where', ACCOUNTS[1], 'ok', undefined, false],
      ['tools/call where', ACCOUNTS[2], 'ok', undefined, false],
      ['tools/call where', 'server', 'ok', undefined, false],
      ['tools/call refuses', ACCOUNTS[1], 'tool_error', 'tool_error', true],
      ['tools/call throws', ACCOUNTS[1], 'tool_error', 'tool_error', true],
      ['tools/call where', ACCOUNTS[7], 'denied', 'ACCOUNT_ACCESS_DENIED', true],
      ['tools/call where', undefined, 'failed', 'INVALID_ACCOUNT_ID', true],
    ]);
    const first = calls()[0] as ReadableSpan;
    expect(first.kind).toBe(SpanKind.SERVER);
    expect(first.attributes).toMatchObject({ 'mcp.method.name': 'tools/call', 'gen_ai.tool.name': 'where' });
    const printed = JSON.stringify(
      calls().map(({ name, attributes, status, events }) => [name, attributes, status, events]),
    );
    expect(printed).not.toContain('canary');
  });

  it('is the parent of what the tool does: 60 calls at once, none mixed up', async () => {
    const url = await startServer(createServer);
    const targets = Array.from({ length: 60 }, (_, id) => ACCOUNTS[id % 7] as string);
    await Promise.all(
      targets.map(async (target, id) => messageOf(await post(url, call(id, 'where', { target_account_id: target })))),
    );
    const spans = new Map(calls().map((span) => [span.attributes['jsonrpc.request.id'], span]));
    const accounts = targets.map((_, id) => seen(spans.get(String(id)) as ReadableSpan)[1]);
    expect(accounts).toEqual(targets);
    const inside = exporter.getFinishedSpans().filter(({ name }) => name === 'inside');
    const parents = new Set(inside.map(({ parentSpanContext }) => parentSpanContext?.spanId));
    expect(parents).toEqual(new Set([...spans.values()].map((span) => span.spanContext().spanId)));
  });

  it('knows an account by header', async () => {
    const url = await startServer(createServer);
    const headers = { accept: 'application/json, text/event-stream', 'content-type': 'application/json' };
    const header = { 'x-amzn-bedrock-agentcore-runtime-custom-target-account': 'team-3' };
    await (await post(url, call(1, 'where'), { ...headers, ...header })).text();
    expect(calls().map(seen)).toEqual([['tools/call where', ACCOUNTS[3], 'ok', undefined, false]]);
  });

  it('is none for what is no call', async () => {
    const url = await startServer(createServer);
    await (await post(url, { jsonrpc: '2.0', id: 1, method: 'tools/list' })).text();
    await (await post(url, { jsonrpc: '2.0', id: 2, method: 'ping' })).text();
    expect(exporter.getFinishedSpans()).toEqual([]);
  });
});

describe.each(SDKS)('a server without accounts, %s', (_, create) => {
  const createServer: CreateServer = () => {
    const server = create();
    addTools(server, (_, tool) => tool);
    return server as unknown as McpServerLike;
  };

  it('has spans of its calls, too', async () => {
    const url = await startServer(createServer);
    for (const name of ['where', 'throws', 'no-such-tool']) await (await post(url, call(name, name))).text();
    expect(
      calls()
        .map(seen)
        .map(([name, account, outcome]) => [name, account, outcome]),
    ).toEqual([
      ['tools/call where', 'server', 'ok'],
      ['tools/call throws', 'server', 'tool_error'],
      ['tools/call no-such-tool', 'server', 'tool_error'],
    ]);
  });
});

describe('the fields of a log line', () => {
  it('name the trace while there is one', () => {
    expect(traceFields()).toEqual({});
    trace.getTracer('test').startActiveSpan('request', (span) => {
      const { traceId, spanId } = span.spanContext();
      expect(traceFields()).toEqual({ trace_id: traceId, span_id: spanId });
      span.end();
    });
  });
});
