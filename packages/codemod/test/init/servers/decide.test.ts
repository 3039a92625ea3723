import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/init/decide.ts';
import { findPrograms, programAt } from '../../../src/init/package/find-programs.ts';
import { readManifest } from '../../../src/init/package/manifest.ts';
import { findServers } from '../../../src/init/servers/find-servers.ts';
import { modulesOf, projectOf, STDIO, type Texts, V1 } from '../support/modules.ts';

function decided(files: Texts, manifest: object = { main: 'index.ts' }, named?: string) {
  const modules = modulesOf(files);
  const read = readManifest(JSON.stringify(manifest));
  const programs =
    named === undefined
      ? findPrograms(read, modules, new Set())
      : { program: programAt(named, read, modules), others: [] };
  const { ways, refused } = decide(
    { manifest: read, modules, project: projectOf(files), entries: new Set() },
    programs,
  );
  const [best] = ways;
  return {
    verdict: best?.verdict ?? refused?.verdict,
    reason: best?.reason ?? refused?.reason ?? '',
    target: best?.target,
  };
}

const CONNECTED = `${STDIO}import { createServer } from './server.ts';\nawait createServer().connect(new StdioServerTransport());\n`;
const server = (text: string) => ({ 'server.ts': V1 + text, 'index.ts': CONNECTED });

describe('an exported function that makes a server', () => {
  it.each([
    ['a function', 'export function createServer() { return new McpServer({}); }'],
    ['an asynchronous function', 'export async function createServer() { const s = new McpServer({}); return s; }'],
    ['an arrow function', 'export const createServer = () => new McpServer({});'],
    ['a function exported later', 'function createServer() { return new McpServer({}); }\nexport { createServer };'],
    ['one that only its type tells', 'export function createServer(): McpServer { return make(); }'],
    [
      'one that only its type tells, later',
      'export async function createServer(): Promise<McpServer> { return make(); }',
    ],
    ['one around another', 'const make = () => new McpServer({});\nexport const createServer = () => make();'],
    [
      'one that wraps',
      "import { withAccounts } from '@mcp-multi-account/cred-extract';\nexport const createServer = () => withAccounts(new McpServer({}));",
    ],
  ])('is called for each request: %s', (_, text) => {
    expect(decided(server(text))).toMatchObject({
      verdict: 'factory',
      target: { kind: 'factory', file: 'server.ts', name: 'createServer', takesArguments: false },
    });
  });

  it('is called without the arguments that it may do without', () => {
    expect(
      decided(server("export const createServer = (name = 'x', ...more: string[]) => new McpServer({ name });")),
    ).toMatchObject({
      target: { takesArguments: true },
    });
  });

  it.each([
    ['needs arguments', 'export const createServer = (name: string) => new McpServer({ name });', 'takes arguments'],
    [
      'returns more than a server',
      'export function createServer(): any { return { server: new McpServer({}), close() {} }; }',
      'connects to stdio by itself',
    ],
    [
      'starts a server when its file is imported',
      `${STDIO}export const createServer = () => new McpServer({});\nawait createServer().connect(new StdioServerTransport());`,
      'starts a server',
    ],
    [
      'connects its server itself',
      `${STDIO}export async function createServer() { const s = new McpServer({}); await s.connect(new StdioServerTransport()); return s; }`,
      'starts a server',
    ],
  ])('is not called when it %s', (_, text, reason) => {
    expect(decided(server(text))).toMatchObject({ verdict: 'program', reason: expect.stringContaining(reason) });
  });

  it.each([
    ["import { load } from './load.ts';\nawait load();\n", 'index.ts:2 load()'],
    ["import dotenv from 'dotenv';\ndotenv.config();\n", 'index.ts:2 dotenv.config()'],
    ['const pool = new Pool();\n', 'index.ts:1 Pool()'],
    ["import 'dotenv/config';\n", "index.ts:1 import 'dotenv/config'"],
    ["process.env.REGION ??= 'eu-central-1';\n", 'index.ts:1 process.env.REGION'],
    ['globalThis.crypto = webcrypto;\n', 'index.ts:1 globalThis.crypto'],
    ["process.on('SIGINT', async () => { await pool.end(); });\n", 'pool.end()'],
  ])('is not called when the program does more than connect: %s', (text, call) => {
    const files = { ...server('export const createServer = () => new McpServer({});'), 'index.ts': text + CONNECTED };
    const load = { 'load.ts': 'export async function load() {}' };
    expect(decided({ ...files, ...load })).toMatchObject({ verdict: 'program', reason: expect.stringContaining(call) });
  });

  it('is called although the program says something, and ends on a signal', () => {
    const text =
      "process.on('SIGTERM', () => process.exit(0));\nif (process.env.X === 'y') console.error('running');\n";
    const files = { ...server('export const createServer = () => new McpServer({});'), 'index.ts': text + CONNECTED };
    expect(decided(files).verdict).toBe('factory');
  });

  it('is asked for where there are several, and taken from the file that a person names', () => {
    const two = `${V1}export const makeA = () => new McpServer({});\nexport const makeB = () => new McpServer({});\n`;
    const one = `${V1}export const makeC = () => new McpServer({});\n`;
    expect(decided({ 'a.ts': two, 'c.ts': one }, {})).toMatchObject({
      verdict: 'no-start',
      reason: expect.stringContaining('makeA (a.ts:2) and makeB (a.ts:3) make a server each. Name the file'),
    });
    expect(decided({ 'a.ts': two, 'c.ts': one }, {}, 'c.ts')).toMatchObject({
      verdict: 'factory',
      target: { name: 'makeC' },
    });
  });

  it('is none in a file of another package, and none of another class', () => {
    const found = findServers(
      projectOf({
        '../lib/a.ts': `${V1}export const make = () => new McpServer({});`,
        'b.ts': 'class McpServer {}\nexport const make = () => new McpServer();',
      }),
      modulesOf({ 'b.ts': '' }),
      new Set(),
    );
    expect(found).toEqual({ factories: [], instances: [], hidden: [] });
  });
});

describe('a server that exists once', () => {
  it('is connected by the entry file where nothing else connects it', () => {
    const files = { 'server.ts': `${V1}export const server = new McpServer({});` };
    expect(decided(files, {})).toMatchObject({
      verdict: 'exported-server',
      target: { kind: 'server', name: 'server', transport: '@modelcontextprotocol/sdk/server/stdio.js' },
    });
  });

  it('is left to the program that connects it', () => {
    const files = {
      'server.ts': `${V1}export const server = new McpServer({});`,
      'index.ts': `${STDIO}import { server } from './server.ts';\nawait server.connect(new StdioServerTransport());`,
    };
    expect(decided(files).verdict).toBe('program');
  });
});

describe('a package that cannot be given an entry file', () => {
  it.each([
    ['no server', { 'index.ts': 'export const x = 1;' }, 'no-start', 'init <file>'],
    [
      'a factory that needs arguments',
      { 'server.ts': `${V1}export const make = (x: string) => new McpServer({ x });` },
      'no-start',
      'needs arguments',
    ],
    [
      'Workers',
      { 'index.ts': "import { McpAgent } from 'agents/mcp';\nexport class A extends McpAgent {}" },
      'other-runtime',
      'Cloudflare Workers',
    ],
    [
      'a route',
      { 'route.ts': "import { createMcpHandler } from 'mcp-handler';\nexport const GET = createMcpHandler(() => {});" },
      'other-runtime',
      'web framework',
    ],
    [
      'HTTP',
      { 'index.ts': "import express from 'express';\nexpress().listen(1);" },
      'serves-http',
      'in another file than index.ts',
    ],
  ])('says why: %s', (_, files, verdict, reason) => {
    expect(decided(files as Texts, {})).toMatchObject({ verdict, reason: expect.stringContaining(reason) });
  });
});
