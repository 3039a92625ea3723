import { COLLECTIONS, type Format, type Program, ZOD_IMPORTS } from './program.ts';
import { collectionServer } from './render-collection.ts';
import { fastMcpServer } from './render-fastmcp.ts';
import { helpers } from './render-helpers.ts';
import { lowLevelServer } from './render-low-level.ts';
import { registration } from './render-tool.ts';

/** A generated server as source text. */
export interface Source {
  readonly path: string;
  readonly text: string;
  /** The names of its tools, in order. */
  readonly tools: readonly string[];
}

/** Writes a program in two-space TypeScript with single quotes first, and then in its own format. */
export function render(program: Program): Source {
  const body = [...imports(program), ...helpers(program), ...server(program)].join('\n');
  const path = { ts: 'index.ts', js: 'index.js', cjs: 'index.cjs' }[program.language];
  return { path, text: formatted(`${body}\n`, program.format), tools: toolNames(program) };
}

export function toolNames({ tools }: Program): string[] {
  return tools.map((_, index) => `tool-${index}`);
}

function imports(program: Program): string[] {
  const zod = ZOD_IMPORTS[program.zod];
  const isLowLevel = program.place.startsWith('low-level');
  const isFastMcp = program.place === 'fastmcp';
  const sdk = program.sdk === 'v1' ? '@modelcontextprotocol/sdk/server' : '@modelcontextprotocol/server';
  const [serverModule, stdioModule] =
    program.sdk === 'v1' ? [`${sdk}/mcp.js`, `${sdk}/stdio.js`] : [sdk, `${sdk}/stdio`];
  return [
    ...(isLowLevel
      ? [
          ['{ Server }', `${sdk}/index.js`],
          ['{ CallToolRequestSchema, ListToolsRequestSchema }', '@modelcontextprotocol/sdk/types.js'],
        ]
      : [isFastMcp ? ['{ FastMCP }', 'fastmcp'] : ['{ McpServer }', serverModule]]),
    ...(isFastMcp ? [] : [['{ StdioServerTransport }', stdioModule]]),
    ...(program.client === 'none' ? [] : clientImports(program.client)),
    ...(program.command === 'none' ? [] : [['{ exec, execFile }', 'node:child_process']]),
    ...(isLowLevel ? [] : [[zod.clause, zod.module]]),
  ].map(([clause, module]) => importLine(clause as string, module as string, program.language));
}

function clientImports(client: Program['client']): string[][] {
  if (client !== 'document') return [['{ S3Client }', '@aws-sdk/client-s3']];
  return [
    ['{ DynamoDBClient }', '@aws-sdk/client-dynamodb'],
    ['{ DynamoDBDocumentClient }', '@aws-sdk/lib-dynamodb'],
  ];
}

function importLine(clause: string, module: string, language: Program['language']): string {
  if (language !== 'cjs') return `import ${clause} from '${module}';`;
  return `const ${clause.replace('* as ', '').replace(' as ', ': ')} = require('${module}');`;
}

function server(program: Program): string[] {
  if (program.place.startsWith('low-level')) return lowLevelServer(program);
  if (COLLECTIONS.has(program.place)) return collectionServer(program);
  if (program.place === 'fastmcp') return fastMcpServer(program);
  const calls = program.tools.map((tool, index) => registration(tool, `tool-${index}`, program));
  const construction = "new McpServer({ name: 'generated', version: '1.0.0' })";
  const type = (text: string) => (program.language === 'ts' ? text : '');
  const connect = 'server.connect(new StdioServerTransport());';
  switch (program.place) {
    case 'function':
      return [
        `function register(server${type(': McpServer')}) {`,
        ...calls.map(indented),
        '}',
        `const server = ${construction};`,
        'register(server);',
        connect,
      ];
    case 'class':
      return [
        'class Service {',
        `  server${type(': McpServer')} = ${construction};`,
        '  constructor() {',
        ...calls.map((call) => indented(indented(call.replace('server.', 'this.server.')))),
        '  }',
        '}',
        `new Service().${connect}`,
      ];
    default:
      return [`const server = ${construction};`, ...calls, connect];
  }
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}

function formatted(text: string, format: Format): string {
  const lines = text.split('\n').map((line) => {
    const spaces = /^ */.exec(line)?.[0].length ?? 0;
    const code = line.slice(spaces);
    return format.indent.repeat(spaces / 2) + (format.semicolon ? code : code.replace(/;$/, ''));
  });
  const head = [...(format.shebang ? ['#!/usr/bin/env node'] : []), ...(format.comments ? ['// generated', ''] : [])];
  const joined = [...head, ...lines].join(format.eol).replaceAll("'", format.quote);
  return (format.mark ? '\uFEFF' : '') + joined;
}
