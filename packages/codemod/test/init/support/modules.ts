import { createModules, type Modules } from '../../../src/init/starts/modules.ts';
import { parseProject } from '../../../src/project/parse.ts';

export type Texts = Readonly<Record<string, string>>;

export const V1 = "import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';\n";
export const STDIO = "import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';\n";

export function sourceTexts(texts: Texts) {
  return Object.entries(texts).map(([path, text]) => ({ path, text }));
}

export function modulesOf(texts: Texts): Modules {
  return createModules(sourceTexts(texts), {});
}

export function projectOf(texts: Texts) {
  return parseProject(sourceTexts(texts));
}
