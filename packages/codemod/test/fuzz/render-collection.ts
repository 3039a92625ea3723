import { type Program, type ToolChoice, ZOD_IMPORTS } from './program.ts';
import { handler, laidOut, schemaText } from './render-tool.ts';

const REGISTER = 'server.registerTool(tool.name, { inputSchema: tool.inputSchema }, tool.handler);';

/** A server whose tools are objects, and registered by something that does not know them. */
export function collectionServer(program: Program): string[] {
  const construction = "const server = new McpServer({ name: 'generated', version: '1.0.0' });";
  const connect = 'server.connect(new StdioServerTransport());';
  return [construction, ...typeOf(program), ...registered(program), connect];
}

function registered(program: Program): string[] {
  const type = (text: string) => (program.language === 'ts' ? text : '');
  switch (program.place) {
    case 'record':
      return [
        `const tools${type(': Record<string, Omit<Listed, "name">>')} = {`.replaceAll('"', "'"),
        ...program.tools.map((tool, index) => `  'tool-${index}': { ${members(tool, program)} },`),
        '};',
        'for (const [name, tool] of Object.entries(tools)) {',
        '  server.registerTool(name, { inputSchema: tool.inputSchema }, tool.handler);',
        '}',
      ];
    case 'factory':
      return [
        `const defineTool = (name${type(': string')}, tool${type(": Omit<Listed, 'name'>")}) => ({ name, ...tool });`,
        'const tools = [',
        ...program.tools.map((tool, index) => `  defineTool('tool-${index}', { ${members(tool, program)} }),`),
        '];',
        ...loop(program),
      ];
    case 'wrapper':
      return [
        `function addTool(tool${type(': Listed')}) {`,
        `  ${REGISTER}`,
        '}',
        ...objects(program).map((tool) => `addTool(${tool});`),
      ];
    case 'tool-classes':
      return [...program.tools.flatMap((tool, index) => toolClass(tool, index, program)), ...instances(program)];
    default:
      return [
        `const tools${type(': Listed[]')} = [`,
        ...objects(program).map((tool) => `  ${tool},`),
        '];',
        ...loop(program),
      ];
  }
}

/** One type for all tools, as servers have it; the handlers' own types would need a conversion for each. */
function typeOf({ language, zod }: Program): string[] {
  if (language !== 'ts') return [];
  const shape = `${ZOD_IMPORTS[zod].name}.ZodRawShape`;
  return [`interface Listed { name: string; inputSchema: ${shape}; handler: (args: any) => any }`];
}

function loop({ tools }: Program): string[] {
  switch (tools[0]?.layout) {
    case 'lines':
      return ['tools.forEach((tool) => {', `  ${REGISTER}`, '});'];
    case 'commented':
      return [
        'for (const { name, inputSchema, handler } of tools) {',
        '  server.registerTool(name, { inputSchema }, handler);',
        '}',
      ];
    default:
      return ['for (const tool of tools) {', `  ${REGISTER}`, '}'];
  }
}

function objects(program: Program): string[] {
  return program.tools.map((tool, index) => `{ name: 'tool-${index}', ${members(tool, program)} }`);
}

function members(tool: ToolChoice, program: Program): string {
  const layout = tool.layout === 'commented' ? 'lines' : tool.layout;
  return laidOut(
    [`inputSchema: ${schemaText(tool.schema, program)}`, `handler: ${handler(tool)}`],
    { layout },
    program,
  );
}

function toolClass(tool: ToolChoice, index: number, program: Program): string[] {
  const type = (text: string) => (program.language === 'ts' ? text : '');
  return [
    `class Tool${index}${type(' implements Listed')} {`,
    `  name = 'tool-${index}';`,
    `  inputSchema = ${schemaText(tool.schema, program)};`,
    `  handler = ${handler(tool)
      .replace(/^(async )?\((\{.*?\}|args)\)/, `$1($2${type(': any')})`)
      .replace(/^args =>/, `(args${type(': any')}) =>`)
      .replace('function (args)', `function (args${type(': any')})`)};`,
    '}',
  ];
}

function instances(program: Program): string[] {
  const type = program.language === 'ts' ? ': Listed[]' : '';
  const made = program.tools.map((_, index) => `new Tool${index}()`).join(', ');
  return [`const tools${type} = [${made}];`, ...loop(program)];
}
