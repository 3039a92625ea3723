import { ts } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { transform } from '../src/transform.ts';
import { V1, V2 } from './support/tools.ts';

const SCHEMAS = [
  undefined,
  '{}',
  '{ q: z.string() }',
  '{\n    q: z.string(), // the q\n  }',
  'Shape',
  'Schema.shape',
  'z.object({ q: z.string() }).strict()',
  'Schema',
  'Schema.pick({ q: true })',
  'unknown()',
];
const HANDLERS = [
  'async () => ({ content: [] })',
  'async (a) => ({ content: [] })',
  'a => ({ content: [] })',
  'async ({ q }, extra) => {\n    return { content: [] };\n  }',
  'async function (a, b) { return { content: [] }; }',
  'named',
  'tools.method.bind(tools)',
  'make()',
];
const ENDS = ['', ','];
const DECLARED = `const Shape = { q: z.string() };
const Schema = z.object({ q: z.string() });
async function named(extra) { return { content: [] }; }
const tools = { async method(extra) { return { content: [] }; } };
`;

const registerTool = (schema: string | undefined, handler: string, end: string) =>
  `server.registerTool('t', { description: 'd'${schema ? `, inputSchema: ${schema}` : ''}${end} }, ${handler}${end});\n`;
const toolMethod = (schema: string | undefined, handler: string, end: string) =>
  `server.tool('t', 'd', ${schema ? `${schema}, ` : ''}\n  { readOnlyHint: true },\n  ${handler}${end});\n`;

const SOURCES = SCHEMAS.flatMap((schema) =>
  HANDLERS.flatMap((handler) =>
    ENDS.flatMap((end) => [
      V1 + DECLARED + registerTool(schema, handler, end),
      V2 + DECLARED + registerTool(schema, handler, end),
      V1 + DECLARED + toolMethod(schema, handler, end),
      (V1 + DECLARED + registerTool(schema, handler, end)).replaceAll('\n', '\r\n'),
    ]),
  ),
);

describe('every combination of style, schema and handler', () => {
  it('gets covered, parses, keeps every token in its order, and does not change again', () => {
    for (const text of SOURCES) {
      const { tools, files } = transform([{ path: 'index.ts', text }]);
      const after = files[0]?.after ?? text;
      expect(
        tools.map(({ how }) => how),
        text,
      ).toEqual([expect.stringMatching(/source|server/)]);
      expect(isSubsequence(tokens(text), tokens(after)), after).toBe(true);
      expect(after.split('\r\n').length > 1, after).toBe(text.includes('\r\n'));
      expect(after.replaceAll('\r\n', '').includes('\n'), after).toBe(!text.includes('\r\n'));
      const again = transform([{ path: 'index.ts', text: after }]);
      expect(again.files, after).toEqual([]);
      expect(
        again.tools.map(({ verdict }) => verdict),
        after,
      ).toEqual(['already-done']);
    }
  });

  it('is more than a few', () => {
    expect(SOURCES.length).toBeGreaterThan(500);
  });
});

/** Kind and text of every token; throws nothing, because what does not parse fails in `transform`. */
function tokens(text: string): string[] {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, text);
  const found: string[] = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan())
    found.push(scanner.getTokenText());
  return found;
}

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let index = 0;
  for (const token of whole) if (token === part[index]) index += 1;
  return index === part.length;
}
