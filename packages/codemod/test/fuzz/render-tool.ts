import type { Program, ToolChoice } from './program.ts';
import { ZOD_IMPORTS } from './program.ts';

/** `server.registerTool(…)` or one of the forms of `server.tool(…)`. */
export function registration(tool: ToolChoice, name: string, program: Program): string {
  const method = tool.style === 'registerTool' ? 'registerTool' : 'tool';
  return `server.${method}(${laidOut([`'${name}'`, ...middle(tool, program), handler(tool)], tool, program)});`;
}

function middle(tool: ToolChoice, program: Program): string[] {
  const schema = schemaText(tool.schema, program);
  switch (tool.style) {
    case 'registerTool':
      return [config(tool, schema, program)];
    case 'tool':
      return schema === undefined ? [] : [schema];
    case 'tool-described':
      return ["'Answers'", ...(schema === undefined ? [] : [schema])];
    case 'tool-annotated':
      return ["'Answers'", ...(schema === undefined ? [] : [schema]), '{ readOnlyHint: true }'];
  }
}

function config({ layout }: ToolChoice, schema: string | undefined, { format }: Program): string {
  const properties = ["description: 'Answers'", ...(schema === undefined ? [] : [`inputSchema: ${schema}`])];
  if (layout === 'line') return `{ ${properties.join(', ')} }`;
  const end = format.trailingComma ? ',' : '';
  const note = layout === 'commented' ? ' // last' : '';
  return `{\n${properties.map((text) => `  ${text}`).join(',\n')}${end}${note}\n}`;
}

export function laidOut(args: readonly string[], { layout }: Pick<ToolChoice, 'layout'>, { format }: Program): string {
  const end = format.trailingComma ? ',' : '';
  switch (layout) {
    case 'line':
      return args.join(', ') + end;
    case 'lines':
      return `\n${args.map((text) => text.replaceAll(/^/gm, '  ')).join(',\n')}${end}\n`;
    case 'commented': {
      const lines = args.map((text, index) => `  // argument ${index}\n${text.replaceAll(/^/gm, '  ')}`);
      return `\n${lines.join(', /* and */\n')}${end} // the handler\n`;
    }
  }
}

export function schemaText(schema: ToolChoice['schema'], program: Program): string | undefined {
  const z = ZOD_IMPORTS[program.zod].name;
  const end = program.format.trailingComma ? ',' : '';
  switch (schema) {
    case 'none':
      return undefined;
    case 'empty':
      return '{}';
    case 'shape':
      return `{ q: ${z}.string().optional() }`;
    case 'shape-lines':
      return `{\n  q: ${z}.string().optional(),\n  n: ${z}.number().optional()${end}\n}`;
    case 'shape-commented':
      return `{\n  /** the question */\n  q: ${z}.string().optional()${end} // asked\n  // the end\n}`;
    case 'shape-constant':
      return 'Shape';
    case 'shape-spread':
      return `{ ...Shape, n: ${z}.number().optional() }`;
    case 'shape-assigned':
      return `Object.assign({}, Shape, { n: ${z}.number().optional() })`;
    case 'shape-of-object':
      return '{ ...Question.shape }';
    case 'shape-chosen':
      return `process.env.GENERATED_SHAPE ? Shape : { q: ${z}.string().optional() }`;
    case 'object-shape':
      return 'Question.shape';
    case 'object':
      return `${z}.object({ q: ${z}.string().optional() })`;
    case 'object-strict':
      return `${z}.object({ q: ${z}.string().optional() }).strict()`;
    case 'object-constant':
      return 'Question';
    case 'object-extended':
      return `Question.extend({ n: ${z}.number().optional() })`;
    case 'object-picked':
      return 'Question.pick({ q: true })';
    case 'object-described':
      return `${z}.object({ q: ${z}.string().optional() }).describe('a question')`;
    case 'object-partial':
      return `${z}.object({ q: ${z}.string() }).partial()`;
    case 'object-omitted':
      return `Question.extend({ n: ${z}.number().optional() }).omit({ n: true })`;
    case 'object-passthrough':
      return `${z}.object({ q: ${z}.string().optional() }).passthrough()`;
    case 'object-refined':
      return 'Question.refine(() => true)';
    case 'made':
      return 'makeShape()';
  }
}

/** A tool without a schema is called with the context alone, one with a schema with its arguments first. */
export function handler({ schema, handler: kind }: ToolChoice): string {
  const hasQuestion = schema !== 'none' && schema !== 'empty';
  const text = hasQuestion ? 'args.q' : 'typeof args';
  switch (kind) {
    case 'nothing':
      return "async () => answer('nothing')";
    case 'destructured':
      return `async (${hasQuestion ? '{ q }' : ''}) => {\n  // its own code\n  return answer(${hasQuestion ? 'q' : "'none'"});\n}`;
    case 'arguments':
      return `async (args) => answer(${text})`;
    case 'bare':
      return `args => answer(${text})`;
    case 'context':
      return `async (${schema === 'none' ? '' : 'args, '}context) => answer(typeof context)`;
    case 'function':
      return `async function (args) {\n  return answer(${text});\n}`;
    case 'named':
      return hasQuestion ? 'handleQuestion' : 'handlePlain';
    case 'constant':
      return hasQuestion ? 'constantQuestion' : 'constantPlain';
    case 'bound':
      return hasQuestion ? 'methods.question.bind(methods)' : 'methods.plain.bind(methods)';
    case 'made':
      return hasQuestion ? "makeQuestion('made')" : "makePlain('made')";
    case 'rest':
      return hasQuestion
        ? 'async ({ q, ...others }) => answer(q + JSON.stringify(others))'
        : "async () => answer('rest')";
    case 'forwarding':
      return hasQuestion ? 'async (args) => answer(JSON.stringify(args))' : "async () => answer('forwarded')";
    case 'wrapped':
      return `wrapped(${hasQuestion ? 'handleQuestion' : 'handlePlain'})`;
    case 'default':
      return hasQuestion ? "async ({ q = 'default' }) => answer(q)" : "async () => answer('default')";
  }
}
