import type { Program } from './program.ts';
import { toolNames } from './render.ts';

/** A server that lists and dispatches its tools itself, at module level or in a class. */
export function lowLevelServer(program: Program): string[] {
  const construction = "new Server({ name: 'generated', version: '1.0.0' }, { capabilities: { tools: {} } })";
  const names = toolNames(program);
  const isListed = program.format.comments;
  const constant = isListed ? [`const TOOLS = ${listing(names, program)};`] : [];
  const handlers = program.place === 'low-level-map' ? handlerMap(names, program) : [];
  const tools = isListed ? 'TOOLS' : listing(names, program);
  const list = `server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: ${tools} }));`;
  const call = [
    'server.setRequestHandler(CallToolRequestSchema, async (request) => {',
    ...(program.place === 'low-level-map' ? lookUp() : dispatch(names, program)),
    '});',
  ];
  const connect = 'server.connect(new StdioServerTransport());';
  if (program.place !== 'low-level-method')
    return [...constant, ...handlers, `const server = ${construction};`, list, ...call, connect];
  const own = (line: string) => `    ${line.replace(/^server\./, 'this.server.')}`;
  return [
    ...constant,
    'class Service {',
    `  server = ${construction};`,
    '  constructor() {',
    ...[list, ...call].map(own),
    '  }',
    '}',
    `new Service().${connect}`,
  ];
}

function listing(names: readonly string[], { language }: Program): string {
  const literal = language === 'ts' ? ' as const' : '';
  const tools = names.map(
    (name) => `{ name: '${name}', inputSchema: { type: 'object'${literal}, properties: { q: { type: 'string' } } } }`,
  );
  return `[${tools.join(', ')}]`;
}

function handlerMap(names: readonly string[], { language }: Program): string[] {
  const type = language === 'ts' ? ': Record<string, (args: any) => ReturnType<typeof answer>>' : '';
  const entries = names.map((name, index) => `  '${name}': (args) => answer('${index}' + args.q),`);
  return [`const handlers${type} = {`, ...entries, '};'];
}

function lookUp(): string[] {
  return [
    '  const run = handlers[request.params.name];',
    '  if (!run) throw new Error(request.params.name);',
    '  return run(request.params.arguments ?? {});',
  ];
}

function dispatch(names: readonly string[], { tools }: Program): string[] {
  const isSwitch = tools[0]?.layout !== 'line';
  const answer = (index: number) => `answer('${index}' + request.params.arguments?.q)`;
  const cases = names.map((name, index) =>
    isSwitch
      ? `    case '${name}': return ${answer(index)};`
      : `  if (request.params.name === '${name}') return ${answer(index)};`,
  );
  const fallback = '  throw new Error(request.params.name);';
  return isSwitch ? ['  switch (request.params.name) {', ...cases, '  }', fallback] : [...cases, fallback];
}
