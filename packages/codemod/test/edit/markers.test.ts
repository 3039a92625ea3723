import { describe, expect, it } from 'vitest';
import { transform } from '../../src/transform.ts';
import { V1 } from '../support/tools.ts';

const SDK2 = "import AWS from 'aws-sdk';\n";
const WAITS = "import { S3Client } from '@aws-sdk/client-s3';\n";
const TOOL = "server.registerTool('t', { inputSchema: { q: z.string() } }, async () => ({ content: [] }));\n";
const MARKER = /^[ \t]*\/\/ @mcp-multi-account TODO\((?<code>[\w-]+)\): (?<reason>.+)$/;

/** The text after a run with markers, and after a run on that, which must not change it. */
function marked(text: string, path = 'index.ts'): string {
  const once = after(text, path);
  expect(after(once, path)).toBe(once);
  return once;
}

function after(text: string, path: string): string {
  return transform([{ path, text }], { markers: true }).files.find((file) => file.path === path)?.after ?? text;
}

/** Each marker's code with the line it stands above, directives left out. */
function markers(text: string): [code: string, above: string][] {
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line, index) => {
    const code = MARKER.exec(line)?.groups?.code;
    const below = lines.slice(index + 1).find((next) => !next.trim().startsWith('//')) ?? '';
    return code === undefined ? [] : [[code, below.trim()]];
  });
}

describe('a marker', () => {
  it('stands above the statement that a person must look at, and names the code and what to do', () => {
    const text = marked(V1 + SDK2 + TOOL);
    expect(markers(text)).toEqual([['other-sdk', SDK2.trim()]]);
    expect(MARKER.exec(text.split('\n').find((line) => MARKER.test(line)) ?? '')?.groups?.reason).toContain('SDK v3');
  });

  it('stands in the function, indented as the statement is, not above the tool', () => {
    const body =
      "server.registerTool('t', { inputSchema: {} }, async () => {\n\tconst s3 = new S3Client(await load());\n\treturn s3;\n});\n";
    const text = marked(V1 + WAITS + body);
    expect(text).toMatch(/\n\t\/\/ @mcp-multi-account TODO\(awaits-configuration\): .*\n\tconst s3 = new/);
  });

  it('stands above a class member', () => {
    const text = marked(`${V1}${WAITS}class A {\n  private s3 = new S3Client(...options);\n}\n${TOOL}`);
    expect(markers(text)).toEqual([['construction', 'private s3 = new S3Client(...options);']]);
  });

  it('stands above the whole statement of something further down in it', () => {
    const text = marked(`${V1}${WAITS}const all = {\n  s3: new S3Client(...options),\n};\n${TOOL}`);
    expect(markers(text)).toEqual([['construction', 'const all = {']]);
  });

  it('does not come between a directive and the line it speaks to', () => {
    const text = marked(
      `${V1}${WAITS}// eslint-disable-next-line no-new\n// @ts-expect-error\nconst s3 = new S3Client(...options);\n${TOOL}`,
    );
    expect(text).toMatch(
      /TODO\(construction\): .*\n\/\/ eslint-disable-next-line no-new\n\/\/ @ts-expect-error\nconst s3/,
    );
  });

  it('has the line ending of the file, and keeps byte order mark and shebang in place', () => {
    const text = marked(`\uFEFF#!/usr/bin/env node\n${SDK2}${V1}${TOOL}`.replaceAll('\n', '\r\n'));
    expect(text.startsWith('\uFEFF#!/usr/bin/env node\r\n// @mcp-multi-account TODO(other-sdk): ')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('is written once for two items of one statement that say the same', () => {
    const text = marked(`${V1}${WAITS}const all = [new S3Client(...options), new S3Client(...options)];\n${TOOL}`);
    expect(markers(text)).toHaveLength(1);
  });

  it('stands above the line of a statement that others share the line with', () => {
    const text = marked(`${V1}${WAITS}const a = 1; const s3 = new S3Client(...options);\n${TOOL}`);
    expect(markers(text)).toEqual([['construction', 'const a = 1; const s3 = new S3Client(...options);']]);
  });

  it('never lands inside a template string or a comment', () => {
    const text = marked(
      `${V1}${WAITS}const a = \`\n\${new S3Client(...options)}\n\`;\n/*\n */ new S3Client(...more);\n${TOOL}`,
    );
    expect(markers(text)).toEqual([['construction', 'const a = `']]);
  });

  it('goes when the work is done, even from a file that has nothing to do with AWS any more', () => {
    const open = marked(V1 + SDK2 + TOOL);
    expect(after(open.replace(SDK2, ''), 'index.ts')).not.toContain('TODO(');
    const files = [
      { path: 'index.ts', text: V1 + TOOL },
      {
        path: 'b.ts',
        text: 'export const a = 1;\n  // @mcp-multi-account TODO(other-sdk): Move.\n  // mine\nexport const b = 2;\n',
      },
    ];
    expect(transform(files, { markers: true }).files[1]?.after).toBe(
      'export const a = 1;\n  // mine\nexport const b = 2;\n',
    );
  });

  it('is replaced when its statement needs something else now', () => {
    const open = marked(V1 + SDK2 + TOOL).replace(/TODO\(other-sdk\): .*/, 'TODO(own-signing): Something older.');
    expect(marked(open)).toBe(marked(V1 + SDK2 + TOOL));
  });

  it('in a template string is text of the program, and stays', () => {
    const text = `${V1}${TOOL}const help = \`\n// @mcp-multi-account TODO(other-sdk): Move.\n\`;\n`;
    expect(marked(text)).toContain('`\n// @mcp-multi-account TODO(other-sdk): Move.\n`');
  });

  it('is above a tool that stays manual', () => {
    const text = marked(
      "import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';\nexport function add(server: McpServer) {\n  server.tool('x', make(), async () => ({ content: [] }));\n}\n",
    );
    expect(markers(text)).toEqual([
      [expect.stringMatching(/^opaque-/), "server.tool('x', make(), async () => ({ content: [] }));"],
    ]);
  });

  it('alone does not make the package depend on the library', () => {
    const files = [
      { path: 'package.json', text: '{}\n' },
      { path: 'packages/a/package.json', text: '{}\n' },
      { path: 'packages/a/index.ts', text: SDK2 },
      { path: 'index.ts', text: V1 + TOOL },
    ];
    const changed = transform(files, { markers: true }).files.map(({ path }) => path);
    expect(changed.sort()).toEqual(['index.ts', 'package.json', 'packages/a/index.ts']);
  });

  it('is neither written nor removed unless asked for', () => {
    const files = [{ path: 'index.ts', text: `${V1}${SDK2}// @mcp-multi-account TODO(x): y\n` }];
    expect(transform(files).files).toEqual([]);
  });
});
