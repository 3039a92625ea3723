import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PEERS = {
  '@modelcontextprotocol/codemod': '2.3.1',
  jscodeshift: '17.4.0',
  'oxc-parser': '0.158.0',
} as const;

/** The folder the peers are installed in: outside of the repository, and kept for the next run. */
export function installPeers(): string {
  const folder = join(tmpdir(), `mcp-multi-account-bench-${Object.values(PEERS).join('-')}`);
  const done = join(folder, 'installed');
  if (existsSync(done)) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: PEERS }));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder, stdio: 'inherit' });
  writeFileSync(done, '');
  return folder;
}
