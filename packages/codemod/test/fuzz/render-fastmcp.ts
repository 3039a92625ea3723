import type { Program, ToolChoice } from './program.ts';
import { handler, laidOut, schemaText } from './render-tool.ts';

/** A server of the fastmcp package, its tools added one by one or all at once. */
export function fastMcpServer(program: Program): string[] {
  const tools = program.tools.map((tool, index) => toolObject(tool, `tool-${index}`, program));
  const added = program.format.comments
    ? [`server.addTools([${tools.join(', ')}]);`]
    : tools.map((tool) => `server.addTool(${tool});`);
  return [
    "const server = new FastMCP({ name: 'generated', version: '1.0.0' });",
    ...added,
    "server.start({ transportType: 'stdio' });",
  ];
}

function toolObject(tool: ToolChoice, name: string, program: Program): string {
  const schema = schemaText(tool.schema, program);
  const parameters = schema === undefined ? [] : [`parameters: ${schema}`];
  return `{ ${laidOut([`name: '${name}'`, "description: 'Answers'", ...parameters, `execute: ${handler(tool)}`], tool, program)} }`;
}
