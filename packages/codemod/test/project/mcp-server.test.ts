import { Node } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { traceServer } from '../../src/project/mcp-server.ts';
import { serverConstructions } from '../../src/project/server-constructions.ts';
import { nodeWithText, project, type Sources } from '../support/tools.ts';

const HEAD = "import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';\n";

function trace(sources: Sources, expression: string) {
  const files = typeof sources === 'string' ? { 'index.ts': sources } : sources;
  const parsed = project({ ...files, 'index.ts': `${files['index.ts']}\nuse(${expression});` });
  const call = nodeWithText(parsed, `use(${expression})`);
  const [argument] = Node.isCallExpression(call) ? call.getArguments() : [];
  if (!argument) throw new Error('use() takes one argument');
  const { verdict, constructions } = traceServer(argument);
  return { verdict, made: constructions.map((construction) => construction.getText()) };
}

describe('what an expression that something is called on is', () => {
  it.each([
    ['const s = new McpServer(a);', 's', ['new McpServer(a)']],
    ['const s = (new McpServer(a) as any)!;', 's', ['new McpServer(a)']],
    ['let s; s = new McpServer(a);', 's', ['new McpServer(a)']],
    ['const make = () => new McpServer(a); const s = make();', 's', ['new McpServer(a)']],
    [
      'function make() { if (x) return new McpServer(a); return new McpServer(b); }',
      'make()',
      ['new McpServer(a)', 'new McpServer(b)'],
    ],
    ['function make() { const inner = () => new Other(); return new McpServer(a); }', 'make()', ['new McpServer(a)']],
    ['async function make() { return new McpServer(a); }', 'await make()', ['new McpServer(a)']],
    ['class A { s = new McpServer(a); }\nconst x = new A();', 'x.s', ['new McpServer(a)']],
    ['const o = { s: new McpServer(a) };', 'o.s', ['new McpServer(a)']],
    ['class Mine extends McpServer {}\nconst s = new Mine(a);', 's', ['new Mine(a)']],
    ['const s = new McpServer(a);', 's.server', ['new McpServer(a)']],
    ['function f(s: McpServer | undefined) {}\ndeclare const s: McpServer;', 's', []],
    ['declare const s: Promise<McpServer>;', 'await s', []],
  ])('%s makes %s a server', (code, expression, made) => {
    expect(trace(HEAD + code, expression)).toEqual({ verdict: 'mcp-server', made });
  });

  it.each([
    ["import { McpServer as Renamed } from '@modelcontextprotocol/server';\nconst s = new Renamed(a);", 's'],
    ["import * as mcp from '@modelcontextprotocol/sdk/server/mcp.js';\nconst s = new mcp.McpServer(a);", 's'],
    ["import * as mcp from '@modelcontextprotocol/sdk/server/mcp.js';\ndeclare const s: mcp.McpServer;", 's'],
    ["const { McpServer } = require('@modelcontextprotocol/sdk/server/mcp.js');\nconst s = new McpServer(a);", 's'],
    ["const { Server } = require('@modelcontextprotocol/sdk/server/index.js');\nconst s = new Server(a);", 's'],
    ["import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';\ndeclare const s: McpServer;", 's'],
  ])('%s is the class by any name', (code, expression) => {
    expect(trace(code, expression).verdict).toBe('mcp-server');
  });

  it('is followed into the file that makes it', () => {
    const files = {
      'index.ts': `${HEAD}import { server } from './server.js';`,
      'server.ts': `${HEAD}export const server = new McpServer(a);`,
    };
    expect(trace(files, 'server')).toEqual({ verdict: 'mcp-server', made: ['new McpServer(a)'] });
  });

  it.each([
    ["import { McpServer } from 'mcp-lite';\nconst s = new McpServer(a);", 's', 'other'],
    ['class Server {}\nconst s = new Server();', 's', 'other'],
    ['declare const s: Other;\nclass Other {}', 's', 'other'],
    ['declare const s: any;', 's', 'unknown'],
    ['const s = load();', 's', 'unknown'],
    ['const a = b; const b = a;', 'a', 'unknown'],
    ['function again() { return again(); }', 'again()', 'unknown'],
  ])('%s is no proof', (code, expression, verdict) => {
    expect(trace(`import '@modelcontextprotocol/sdk';\n${code}`, expression)).toEqual({ verdict, made: [] });
  });
});

describe('the constructions of a project', () => {
  it('are those of SDK servers and their subclasses, not look-alikes in other modules or in text', () => {
    const parsed = project({
      'a.ts': `${HEAD}class Mine extends McpServer {}\nnew Mine(); // new McpServer()\nnew Map(); const s = "new McpServer()";`,
      'b.ts': `${HEAD}export default new\n  McpServer();`,
      'c.ts': "import { McpServer } from 'other'; import '@modelcontextprotocol/sdk'; new McpServer();",
    });
    expect(serverConstructions(parsed.files).map((node) => node.getText())).toEqual([
      'new Mine()',
      'new\n  McpServer()',
    ]);
  });
});
