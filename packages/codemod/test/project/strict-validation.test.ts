import { describe, expect, it } from 'vitest';
import { FIELD, rewriteBody } from '../support/tools.ts';

const tool = (schema: string, body: string) =>
  `server.registerTool('t', { inputSchema: ${schema} }, async (args) => ${body});\n`;
const STRICT = 'const Schema = z.object({ q: z.string() }).strict();\n';
const PLAIN = 'const Schema = z.object({ q: z.string() });\n';
const IN_DECLARATION = `z.object({ q: z.string(), ${FIELD} })`;

describe('a schema that its handler validates with again', () => {
  it.each([
    ['a strict schema', STRICT + tool('Schema', 'Schema.parse(args)')],
    ['a strict schema by its shape', STRICT + tool('Schema.shape', 'Schema.safeParse(args)')],
    ['a schema made strict on the way', PLAIN + tool('Schema.shape', 'Schema.strict().parse(args)')],
    ['a strict schema, asynchronously', STRICT + tool('Schema', 'Schema.readonly().parseAsync(args)')],
  ])('gets the parameter where it is declared: %s would refuse it otherwise', (_, body) => {
    expect(rewriteBody(body)).toContain(IN_DECLARATION);
  });

  it.each([
    ['a schema that drops what it does not know', PLAIN + tool('Schema.shape', 'Schema.parse(args)')],
    ['a strict schema that is used for more', `${STRICT}${tool('Schema.shape', 'Schema.parse(args)')}save(Schema);\n`],
    [
      'a strict schema that another is made of',
      `${STRICT}${tool('Schema', 'Schema.parse(args)')}Schema.omit({ q: true });\n`,
    ],
  ])('gets it at the registration: %s', (_, body) => {
    const text = rewriteBody(body);
    expect(text).not.toContain(IN_DECLARATION);
    expect(text).toContain(FIELD);
  });
});
