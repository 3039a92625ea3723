import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tooOldNode } from '../src/too-old-node.ts';

const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
const MANIFEST = new URL('../package.json', import.meta.url);

describe('the version of Node.js', () => {
  it.each(['22.13.0', '22.13.1', '22.23.3', '23.0.0', '24.21.0', '100.0.0'])('%s is new enough', (version) => {
    expect(tooOldNode(version)).toBeUndefined();
  });

  it.each(['22.12.9', '22.2.0', '20.20.2', '8.17.0', ''])('%j is not, and the message says which is', (version) => {
    expect(tooOldNode(version)).toContain('needs Node.js 22.13 or newer');
  });

  it('is the one of engines', () => {
    const { engines } = JSON.parse(readFileSync(MANIFEST, 'utf8'));
    expect(engines.node).toBe('>=22.13');
  });

  it('ends the command with one sentence and 2 before anything else is loaded', () => {
    const old = 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } });';
    const preload = `data:text/javascript,${encodeURIComponent(old)}`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', preload, CLI, 'run', '.'], {
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      'mcp-multi-account needs Node.js 22.13 or newer, and this is 20.20.2. Install a newer one: https://nodejs.org\n',
    );
  });
});
