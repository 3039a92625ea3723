import { describe, expect, it } from 'vitest';
import { parseProject, SourceSyntaxError } from '../../src/project/parse.ts';
import { tools, V1 } from '../support/tools.ts';

const paths = (files: Record<string, string>) => {
  const project = parseProject(Object.entries(files).map(([path, text]) => ({ path, text })));
  return project.files.map((file) => project.pathOf(file));
};

describe('parsing a project', () => {
  it('parses what mentions MCP or AWS, and what that imports, and nothing else', () => {
    const parsed = paths({
      'server.ts': "import '@modelcontextprotocol/sdk';\nimport { a } from './a.js';",
      'a.ts': "import { b } from './b';",
      'b.ts': 'export const b = 1;',
      'client.js': "const { S3Client } = require('@aws-sdk/client-s3'); require('./c');",
      'c.js': 'module.exports = 1;',
      'unrelated.ts': 'export const nothing = {',
      'package.json': '{ "dependencies": { "@modelcontextprotocol/sdk": "1" } }',
    });
    expect(parsed.sort()).toEqual(['a.ts', 'b.ts', 'c.js', 'client.js', 'server.ts']);
  });

  it.each([
    ['server.ts', 'const tools = {\n  a: 1,\n', 3],
    ['server.js', 'const a = 1;\nconst b = ;\n', 2],
    ['server.tsx', 'const a = <div>;\n', 1],
  ])('refuses %s with a syntax error, naming its line', (path, text, line) => {
    const source = `import '@modelcontextprotocol/sdk';\n${text}`;
    const error = (() => {
      try {
        parseProject([{ path, text: source }]);
      } catch (caught) {
        return caught;
      }
    })() as SourceSyntaxError;
    expect(error).toBeInstanceOf(SourceSyntaxError);
    expect(error.file).toBe(path);
    expect(error.line).toBeGreaterThanOrEqual(line);
    expect(error.message).toMatch(new RegExp(`^${path}:\\d+: .+`));
  });

  it('refuses a file that only an imported file makes relevant', () => {
    const files = [
      { path: 'server.ts', text: "import '@modelcontextprotocol/sdk';\nimport './helper.js';" },
      { path: 'helper.ts', text: 'export const x = (;' },
    ];
    expect(() => parseProject(files)).toThrow(/^helper\.ts:1: /);
  });

  it.each(['tsx', 'mts', 'cts', 'jsx', 'mjs', 'cjs'])('takes .%s files', (extension) => {
    const text = `${V1}server.tool('t', { q: z.string() }, async () => ({ content: [] }));`;
    expect(tools({ [`server.${extension}`]: text })).toHaveLength(1);
  });

  it('takes syntax as new as decorators, using, satisfies and top-level await', () => {
    const text = `${V1}@sealed class A { accessor x = 1; }\nusing a = open();\nconst s = {} satisfies object;\nawait s;`;
    expect(() => tools(text)).not.toThrow();
  });
});
