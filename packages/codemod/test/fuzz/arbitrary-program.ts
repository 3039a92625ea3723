import fc from 'fast-check';
import { HANDLERS, isSensible, type Program, SCHEMAS, type ToolChoice, ZOD_IMPORTS } from './program.ts';

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
    place: fc.constantFrom('top', 'top', 'function', 'class', 'low-level', 'low-level-method'),
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
  const zod = program.sdk === 'v2' && program.zod === 'v3' ? 'v4' : program.zod;
  const sdk = program.place.startsWith('low-level') ? 'v1' : program.sdk;
  const tools = program.tools.map((choice) => fittedTool(choice, sdk));
  // A byte order mark in front of "#!" makes the line no shebang.
  const format = { ...program.format, shebang: program.format.shebang && !program.format.mark };
  return { ...program, sdk, zod, tools, format };
}

function fittedTool(choice: ToolChoice, sdk: Program['sdk']): ToolChoice {
  if (sdk === 'v1') return choice;
  return { ...choice, style: 'registerTool', schema: choice.schema === 'empty' ? 'none' : choice.schema };
}
