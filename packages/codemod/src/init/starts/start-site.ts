import { ts } from 'ts-morph';
import { declarationNamed, type Modules } from './modules.ts';
import type { SourceModule } from './source-module.ts';

/** Where a program begins to speak, and with what. */
export interface StartSite {
  readonly transport: 'stdio' | 'http';
  /** The package whose words these are. */
  readonly library: string;
}

const SDK = '@modelcontextprotocol';
/** Transports by the name of their class. */
const TRANSPORTS: Readonly<Record<string, StartSite>> = {
  StdioServerTransport: { transport: 'stdio', library: SDK },
  StreamableHTTPServerTransport: { transport: 'http', library: SDK },
  NodeStreamableHTTPServerTransport: { transport: 'http', library: SDK },
  WebStandardStreamableHTTPServerTransport: { transport: 'http', library: SDK },
  SSEServerTransport: { transport: 'http', library: SDK },
  StdioTransport: { transport: 'stdio', library: 'tmcp' },
  HttpTransport: { transport: 'http', library: 'tmcp' },
};
/** Functions of packages that serve by themselves. */
const SERVING: ReadonlyArray<readonly [module: RegExp, name: string, site: StartSite]> = [
  [/^@modelcontextprotocol\/server(?:\/|$)/, 'serveStdio', { transport: 'stdio', library: SDK }],
  [/^@cyanheads\/mcp-ts-core/, 'createApp', { transport: 'stdio', library: '@cyanheads/mcp-ts-core' }],
  [/^@hono\/node-server$/, 'serve', { transport: 'http', library: 'hono' }],
];
const HTTP_LIBRARY = /^(?:express|fastify|koa|hono|restify|polka|node:https?|https?|@nestjs\/core)$/;

/** The site that a node is, told by its words and by what its file imports; undefined for other nodes. */
export function startSite(node: ts.Node, module: SourceModule, modules: Modules): StartSite | undefined {
  if (ts.isNewExpression(node)) return constructed(node, module, modules);
  return ts.isCallExpression(node) ? called(node, module) : undefined;
}

function constructed(node: ts.NewExpression, module: SourceModule, modules: Modules): StartSite | undefined {
  const { expression, arguments: given } = node;
  const name = lastName(expression);
  const imported = ts.isIdentifier(expression) ? module.imports.get(name)?.name : undefined;
  const own = ts.isIdentifier(expression) ? declarationNamed(name, module, modules) : undefined;
  if (own) return TRANSPORTS[baseOf(own.node) ?? ''];
  const known = TRANSPORTS[imported ?? name];
  if (known) return known;
  if ((imported ?? name) !== 'MCPServer' || !importsFrom(module, /^mcp-framework$/)) return undefined;
  const isHttp = /\btype:\s*['"](?:http|sse)/.test(given?.[0]?.getText() ?? '');
  return { transport: isHttp ? 'http' : 'stdio', library: 'mcp-framework' };
}

/** A class of the project's own is what it extends, whatever its name. */
function baseOf(node: ts.Node): string | undefined {
  const clauses = ts.isClassLike(node) ? (node.heritageClauses ?? []) : [];
  const base = clauses.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression;
  return base && lastName(base);
}

function called(call: ts.CallExpression, module: SourceModule): StartSite | undefined {
  const name = lastName(call.expression);
  if (ts.isIdentifier(call.expression)) return serving(name, module);
  switch (name) {
    case 'start':
      return importsFrom(module, /^fastmcp$/) ? fastMcp(call) : undefined;
    case 'startStdio':
      return { transport: 'stdio', library: '@mastra/mcp' };
    case 'startHTTP':
    case 'startSSE':
    case 'startHonoSSE':
      return { transport: 'http', library: '@mastra/mcp' };
    case 'createApplicationContext':
      return nest('stdio', module);
    case 'listen':
      return importsFrom(module, HTTP_LIBRARY) ? { transport: 'http', library: 'an HTTP server' } : undefined;
    case 'serve':
      return call.expression.getText() === 'Bun.serve' ? { transport: 'http', library: 'Bun' } : undefined;
    default:
      return undefined;
  }
}

function serving(name: string, module: SourceModule): StartSite | undefined {
  const imported = module.imports.get(name);
  return SERVING.find(([from, known]) => imported && from.test(imported.specifier) && imported.name === known)?.[2];
}

/** Without a word on the transport it speaks over stdio, and options that are put together elsewhere may ask for that. */
function fastMcp({ arguments: [options] }: ts.CallExpression): StartSite | undefined {
  const text = options?.getText() ?? '';
  if (options && !ts.isIdentifier(options) && !/\btransportType\b/.test(text)) return undefined;
  const isHttp = /transportType:\s*['"](?:httpStream|sse)/.test(text);
  return { transport: isHttp ? 'http' : 'stdio', library: 'fastmcp' };
}

/** An application context listens nowhere: what MCP-Nest serves in it, it serves over stdio. */
function nest(transport: StartSite['transport'], module: SourceModule): StartSite | undefined {
  return importsFrom(module, /^@nestjs\/core$/) ? { transport, library: '@rekog/mcp-nest' } : undefined;
}

function importsFrom({ imports }: SourceModule, specifier: RegExp): boolean {
  return [...imports.values()].some((each) => specifier.test(each.specifier));
}

/** `start` of `this.server.start`. */
export function lastName(expression: ts.Expression): string {
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
}
