import { type Node, SyntaxKind } from 'ts-morph';
import { parseProject, type ToolProject } from '../../src/project/parse.ts';
import { transform } from '../../src/transform.ts';
import type { SourceText, ToolReport } from '../../src/types.ts';

/** File name to text; a single text is `index.ts`. */
export type Sources = string | Readonly<Record<string, string>>;

export const V1 = `import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
const server = new McpServer({ name: 's', version: '1' });
`;

export const V2 = V1.replace('@modelcontextprotocol/sdk/server/mcp.js', '@modelcontextprotocol/server');

export function project(sources: Sources): ToolProject {
  return parseProject(sourceTexts(sources));
}

export function tools(sources: Sources): readonly ToolReport[] {
  return transform(sourceTexts(sources)).tools;
}

/** The texts after a run, changed or not. */
export function rewrite(sources: Sources): Record<string, string> {
  const files = sourceTexts(sources);
  const changed = new Map(transform(files).files.map(({ path, after }) => [path, after]));
  return Object.fromEntries(files.map(({ path, text }) => [path, changed.get(path) ?? text]));
}

/** `body` after a run, in a file that begins with `head`. */
export function rewriteBody(body: string, head = V1): string {
  const marker = '// body\n';
  const text = rewrite(head + marker + body)['index.ts'] as string;
  return text.slice(text.indexOf(marker) + marker.length);
}

export const FIELD = 'target_account_id: z.string().optional().describe(targetAccountId.description)';

/** The first node of `file` with exactly this text. */
export function nodeWithText(parsed: ToolProject, text: string, path = 'index.ts'): Node {
  const file = parsed.files.find((candidate) => parsed.pathOf(candidate) === path);
  const found = file
    ?.getDescendants()
    .find((node) => node.getText() === text && node.getKind() !== SyntaxKind.SyntaxList);
  if (!found) throw new Error(`No node ${text} in ${path}`);
  return found;
}

function sourceTexts(sources: Sources): SourceText[] {
  const files = typeof sources === 'string' ? { 'index.ts': sources } : sources;
  return Object.entries(files).map(([path, text]) => ({ path, text }));
}
