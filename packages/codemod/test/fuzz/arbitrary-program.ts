import fc from 'fast-check';
import {
  COLLECTIONS,
  HANDLERS,
  isSensible,
  PLACES,
  type Program,
  RAW_SHAPES,
  SCHEMAS,
  type ToolChoice,
  ZOD_IMPORTS,
} from './program.ts';

const tool = fc.record<ToolChoice>({
  style: fc.constantFrom('registerTool', 'registerTool', 'tool', 'tool-described', 'tool-annotated'),
  schema: fc.constantFrom(...SCHEMAS),
  handler: fc.constantFrom(...HANDLERS),
  layout: fc.constantFrom('line', 'lines', 'commented'),
});

/** A quarter has SDK v2, whose servers register in one way only: the rest of what is drawn for them is bent to fit. */
export const programs: fc.Arbitrary<Program> = fc
  .record<Program>({
    sdk: fc.constantFrom('v1', 'v1', 'v1', 'v2'),
    language: fc.constantFrom('ts', 'ts', 'js', 'cjs'),
    // Half of them as most servers are written.
    place: fc.constantFrom(...PLACES, ...PLACES.slice(0, 3).flatMap((place) => [place, place, place])),
    zod: fc.constantFrom(...(Object.keys(ZOD_IMPORTS) as Program['zod'][])),
    client: fc.constantFrom('none', 'module', 'lazy', 'per-call', 'document'),
    command: fc.constantFrom('none', 'none', 'line', 'program', 'options'),
    tools: fc.array(tool, { minLength: 1, maxLength: 3 }),
    format: fc.record({
      eol: fc.constantFrom('\n', '\r\n'),
      indent: fc.constantFrom('  ', '    ', '\t'),
      quote: fc.constantFrom("'", '"'),
      semicolon: fc.boolean(),
      trailingComma: fc.boolean(),
      mark: fc.boolean(),
      shebang: fc.boolean(),
      comments: fc.boolean(),
    }),
  })
  .map(fitted)
  .filter(isSensible);

function fitted(program: Program): Program {
  const needsV4 = program.sdk === 'v2' || program.place === 'fastmcp';
  const zod = needsV4 && program.zod === 'v3' ? 'v4' : program.zod;
  const isMcpServer = ['top', 'function', 'class'].includes(program.place);
  const sdk = isMcpServer ? program.sdk : 'v1';
  const tools = program.tools.map((choice) => fittedTool(choice, { ...program, sdk }));
  // A byte order mark in front of "#!" makes the line no shebang.
  const format = { ...program.format, shebang: program.format.shebang && !program.format.mark };
  return { ...program, sdk, zod, tools, format };
}

function fittedTool(choice: ToolChoice, { sdk, place }: Program): ToolChoice {
  const isRaw = RAW_SHAPES.has(choice.schema) && choice.schema !== 'none';
  const handler = choice.handler === 'context' ? 'arguments' : choice.handler;
  if (COLLECTIONS.has(place)) return { ...choice, handler, schema: isRaw ? choice.schema : 'shape' };
  if (place === 'fastmcp')
    return { ...choice, handler, schema: isRaw || choice.schema === 'made' ? 'object' : choice.schema };
  if (sdk === 'v1') return choice;
  return { ...choice, style: 'registerTool', schema: choice.schema === 'empty' ? 'none' : choice.schema };
}
