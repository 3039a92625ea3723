import { describe, expect, it } from 'vitest';
import { FIELD, rewriteBody } from '../support/tools.ts';

const SHAPE = 'const Shape = { q: z.string() };\n';
const TOOL = "server.registerTool('a', { inputSchema: Shape }, async () => ({ content: [] }));\n";
const AT_DECLARATION = `const Shape = { q: z.string(), ${FIELD} };`;
const AT_TOOL = `{ inputSchema: { ...Shape, ${FIELD} } }`;

const after = (more: string) => rewriteBody(`${SHAPE}${TOOL}${more}\n`);

describe('a schema that code outside of the project is given', () => {
  it.each([
    ['in an object', "other.register('b', { inputSchema: Shape });"],
    ['as a shorthand', 'const schema = Shape; other.register({ schema });'],
    ['in a list', 'other.register([{ tool: { inputSchema: Shape } }]);'],
    ['with a type', 'other.register({ inputSchema: Shape as any } satisfies object);'],
    ['by a constructor', 'new Other({ inputSchema: Shape });'],
    ['by a constant', "const tool = { name: 'b', inputSchema: Shape }; other.register(tool);"],
    ['by a spread constant', 'const tool = { inputSchema: Shape }; other.register({ ...tool });'],
    ['by a package', "import { add } from 'somewhere';\nadd({ inputSchema: Shape });"],
    ['by a parameter', 'export function load(plugin: any) { plugin({ inputSchema: Shape }); }'],
  ])('stays as it is where it is declared: %s', (_, more) => {
    const text = after(more);
    expect(text).toContain(SHAPE);
    expect(text).toContain(AT_TOOL);
  });

  it.each([
    ['alone', ''],
    ['with another tool', "server.registerTool('b', { inputSchema: Shape }, async () => ({ content: [] }));"],
    [
      'by a function of the project that does not read it',
      'function log(tool: object) {}\nlog({ inputSchema: Shape });',
    ],
    ['by an object that nobody is given', "const tool = { name: 'b', inputSchema: Shape }; tool.name.trim();"],
  ])('is changed where it is declared when nobody else is: %s', (_, more) => {
    expect(after(more)).toContain(AT_DECLARATION);
  });
});
