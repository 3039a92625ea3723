import { describe, expect, it } from 'vitest';
import { transform } from '../src/transform.ts';
import { FIELD, rewrite, V1 } from './support/tools.ts';

const TOOL = "server.registerTool('t', { inputSchema: { q: z.string() } }, async () => ({ content: [] }));\n";
const MANIFEST = '{\n  "dependencies": {\n    "zod": "^4.0.0"\n  }\n}\n';

describe('transform', () => {
  it('gives only files that change, sources before manifests', () => {
    const files = transform([
      { path: 'package.json', text: MANIFEST },
      { path: 'src/index.ts', text: V1 + TOOL },
      { path: 'src/other.ts', text: 'export const other = 1;\n' },
    ]).files;
    expect(files.map(({ path }) => path)).toEqual(['src/index.ts', 'package.json']);
    expect(files[1]?.after).toContain('"@mcp-multi-account/cred-extract": "^0.1.0"');
  });

  it('adds the dependency to the package that a changed file belongs to, and to no other', () => {
    const files = rewrite({
      'package.json': '{}\n',
      'packages/a/package.json': MANIFEST,
      'packages/a/src/index.ts': V1 + TOOL,
      'packages/b/package.json': MANIFEST,
      'packages/b/src/index.ts': 'export {};\n',
    });
    expect(files['packages/a/package.json']).toContain('cred-extract');
    expect(files['packages/b/package.json']).toBe(MANIFEST);
    expect(files['package.json']).toBe('{}\n');
  });

  it('changes nothing, not even a manifest, where there is nothing to change', () => {
    const result = transform([
      { path: 'package.json', text: MANIFEST },
      { path: 'index.ts', text: V1 },
    ]);
    expect(result).toEqual({ tools: [], clients: [], files: [] });
  });

  it('keeps a byte order mark, a shebang and the line endings', () => {
    const text = `\uFEFF#!/usr/bin/env node\n${V1}${TOOL}`.replaceAll('\n', '\r\n');
    const [file] = transform([{ path: 'index.ts', text }]).files;
    expect(file?.after.startsWith('\uFEFF#!/usr/bin/env node\r\n')).toBe(true);
    expect(file?.after.replaceAll('\r\n', '')).not.toContain('\n');
    expect(file?.after.replaceAll('\uFEFF', '').length).toBe((file?.after.length ?? 0) - 1);
  });

  it('changes tools and AWS clients of one file in one go', () => {
    const client =
      "import { S3Client } from '@aws-sdk/client-s3';\nexport const s3 = new S3Client({ region: process.env.AWS_REGION });\n";
    const result = transform([{ path: 'index.ts', text: client + V1 + TOOL }]);
    expect(result.files[0]?.after).toContain(FIELD);
    expect(result.files[0]?.after).toContain('perAccount((aws) => new S3Client(');
    expect(result.files[0]?.after).toContain('import { perAccount, targetAccountId, withAccountContext } from');
    expect(result.clients).toHaveLength(1);
  });

  it('does not touch what it was given', () => {
    const files = Object.freeze([Object.freeze({ path: 'index.ts', text: V1 + TOOL })]);
    expect(() => transform(files)).not.toThrow();
    expect(files[0]?.text).toBe(V1 + TOOL);
  });

  it('gives the same result every time, and for every order of the files', () => {
    const files = [
      { path: 'a.ts', text: "import { z } from 'zod';\nexport const Shape = { q: z.string() };\n" },
      { path: 'index.ts', text: `${V1}import { Shape } from './a.js';\nserver.tool('t', Shape, async () => x);\n` },
    ];
    const texts = (order: typeof files) =>
      Object.fromEntries(transform(order).files.map(({ path, after }) => [path, after]));
    expect(texts(files)).toEqual(texts([...files].reverse()));
  });

  it('resolves the path aliases it is told of', () => {
    const files = [
      { path: 'src/shapes.ts', text: "import { z } from 'zod';\nexport const Shape = { q: z.string() };\n" },
      {
        path: 'src/index.ts',
        text: `${V1}import { Shape } from '@/shapes';\nserver.tool('t', Shape, async () => x);\n`,
      },
    ];
    const resolution = { baseUrl: '.', paths: { '@/*': ['./src/*'] } };
    expect(transform(files, { resolution }).tools).toMatchObject([{ verdict: 'raw-shape-reference', how: 'source' }]);
    expect(transform(files).tools).toMatchObject([{ verdict: 'opaque-schema', how: 'server' }]);
  });

  it('rewrites 1,000 tools in 200 files in a few seconds, with one field and one wrapper each', () => {
    const files = Array.from({ length: 200 }, (_, index) => ({ path: `src/f${index}.ts`, text: largeFile(index) }));
    const started = performance.now();
    const result = transform(files);
    const seconds = (performance.now() - started) / 1000;
    expect(result.tools).toHaveLength(1000);
    expect(result.files.flatMap(({ after }) => after.match(/target_account_id/g) ?? [])).toHaveLength(1000);
    // Far above what it takes (see bench/): the limit is there for an accidental square, not for a slow machine.
    expect(seconds).toBeLessThan(30);
  });
});

function largeFile(index: number): string {
  const tools = Array.from({ length: 5 }, (_, tool) => TOOL.replace("'t'", `'t${index}-${tool}'`));
  const filler = Array.from(
    { length: 40 },
    (_, line) => `export function helper${line}(n: number): number {\n  return n + ${line};\n}\n`,
  );
  return [V1.replace(/const server.*\n/, 'declare const server: McpServer;\n'), ...filler, ...tools].join('\n');
}
