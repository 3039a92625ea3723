import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { startNode } from '../support/child.ts';
import { callOf, post } from './post.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

it('the entry file of docs/entrypoint.md serves a program beside it', async () => {
  const document = readFileSync(path('../../../../docs/entrypoint.md'), 'utf8');
  const [, entry = ''] = /```js\n(import \{ serveProgram \}[^`]*)```/.exec(document) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'entrypoint-docs-'));
  symlinkSync(path('../../../../node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'entry.js'), entry);
  for (const file of ['answer.cjs', 'tools.ts']) copyFileSync(path(`programs/${file}`), join(folder, file));
  copyFileSync(path('programs/for-await.mjs'), join(folder, 'index.js'));
  const child = startNode([join(folder, 'entry.js')], { MCP_TRANSPORT: 'http', MCP_PORT: '0' });
  const { messages } = await post(await child.url(), callOf('echo', { text: 'hello' }));
  expect(JSON.parse(messages[0].result.content[0].text)).toEqual({ text: 'hello' });
  child.process.kill('SIGTERM');
  expect(await child.exit).toBe(0);
  rmSync(folder, { recursive: true });
});
