import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SourceSyntaxError } from '../../src/index.ts';
import { transformFile } from '../../src/jscodeshift/transform-file.ts';
import { FIELD, V1 } from '../support/tools.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'file-'));
  await mkdir(join(folder, 'src'));
  await writeFile(join(folder, 'package.json'), '{ "dependencies": { "@modelcontextprotocol/sdk": "1.32.2" } }');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function apply(source: string, name = 'src/index.ts') {
  const messages: string[] = [];
  const text = transformFile({ path: join(folder, name), source }, { report: (message) => messages.push(message) });
  return { text, messages };
}

const HANDLER = 'async ({ q }) => ({ content: [] })';

describe('transformFile', () => {
  it('does what a run does with the file, and says which dependency is missing', () => {
    const { text, messages } = apply(
      `${V1}server.registerTool('t', { inputSchema: { q: z.string() } }, ${HANDLER});\n`,
    );
    expect(text).toContain(FIELD);
    expect(text).toContain(`withAccountContext(${HANDLER})`);
    expect(messages).toEqual(['add @mcp-multi-account/cred-extract to the dependencies of its package']);
  });

  it('says nothing of a dependency that is there', async () => {
    await writeFile(
      join(folder, 'package.json'),
      '{ "dependencies": { "@mcp-multi-account/cred-extract": "^0.1.0", "@modelcontextprotocol/sdk": "1.32.2" } }',
    );
    expect(apply(`${V1}server.tool('t', { q: z.string() }, ${HANDLER});\n`).messages).toEqual([]);
  });

  it('changes a schema where it is declared when only this file can read it', () => {
    const { text } = apply(
      `${V1}const shape = { q: z.string() };\nserver.tool('t', shape, ${HANDLER});\nexport { server };\n`,
    );
    expect(text).toContain(`const shape = { q: z.string(), ${FIELD} };`);
  });

  it('leaves an exported schema as it is, because other files may read it, and copies it', () => {
    const { text } = apply(`${V1}export const shape = { q: z.string() };\nserver.tool('t', shape, ${HANDLER});\n`);
    expect(text).toContain('export const shape = { q: z.string() };');
    expect(text).toContain(`{ ...shape, ${FIELD} }`);
  });

  it('covers a tool whose schema is in another file by withAccounts, where the server is made', () => {
    const { text, messages } = apply(`import { far } from './far.js';\n${V1}server.tool('t', far, ${HANDLER});\n`);
    expect(text).toContain("withAccounts(new McpServer({ name: 's', version: '1' }))");
    expect(messages[0]).toMatch(/^line 5: t: by withAccounts: far/);
  });

  it('reports such a tool where the server is made elsewhere', () => {
    const { text, messages } = apply(
      `import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';\nimport { far } from './far.js';\nexport const add = (server: McpServer) => server.tool('t', far, ${HANDLER});\n`,
    );
    expect(text).not.toContain('target_account_id');
    expect(messages[0]).toMatch(/^line 3: t: manual: .*withAccounts\(server\)/);
  });

  it('gives the same text for a file that is done, and nothing for one without tools and clients', () => {
    const { text = '' } = apply(`${V1}server.tool('t', { q: z.string() }, ${HANDLER});\n`);
    expect(apply(text).text).toBe(text);
    expect(apply('export const one = 1;\n').text).toBeUndefined();
    expect(apply('').text).toBeUndefined();
  });

  it('keeps a byte order mark, CRLF and a shebang', () => {
    const source = `\uFEFF#!/usr/bin/env node\n${V1}server.tool('t', { q: z.string() }, ${HANDLER});\n`.replaceAll(
      '\n',
      '\r\n',
    );
    const { text = '' } = apply(source, 'src/index.js');
    expect(text.startsWith('\uFEFF#!/usr/bin/env node\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('takes a manifest that does not parse, or is none, for one that says nothing', async () => {
    for (const manifest of ['{', '[]', 'null']) {
      const own = join(folder, encodeURIComponent(manifest));
      await mkdir(own);
      await writeFile(join(own, 'package.json'), manifest);
      const path = join(encodeURIComponent(manifest), 'index.ts');
      expect(apply(`${V1}server.tool('t', { q: z.string() }, ${HANDLER});\n`, path).text).toContain(FIELD);
    }
  });

  it('throws for a file that does not parse', () => {
    expect(() => apply(`${V1}server.tool(`)).toThrow(SourceSyntaxError);
  });
});
