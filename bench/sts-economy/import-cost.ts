import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from './statistics.ts';
import { table } from './table.ts';

const RUNS = 15;
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Cost {
  /** Milliseconds until the modules are loaded and, with the library, one account was looked up. */
  readonly ms: number;
  /** Of processor time, which other work on the machine does not lengthen by waiting. */
  readonly cpuMs: number;
  readonly rssMb: number;
}

/** What a server is made of that stands in both programs. */
const SERVER = `
  await import('@modelcontextprotocol/sdk/server/mcp.js');
  await import('@aws-sdk/client-s3');`;
const LIBRARY = `
  const { createAccounts } = await import('@mcp-multi-account/cred-extract');
  await createAccounts().session('nobody').catch((error) => {
    if (error.code !== 'ACCOUNT_NOT_FOUND') throw error;
  });`;

/** What importing the built library, and looking up an account in an SQLite database, adds to an MCP server. */
export async function importCost(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-import-'));
  try {
    const env = { DATABASE_URL: `sqlite:${join(folder, 'accounts.db')}` };
    run(
      `const { openAccountStore } = await import('@mcp-multi-account/cred-extract');
      const store = openAccountStore();
      await store.migrate();
      await store.close();`,
      '',
      env,
    );
    const costs = Array.from({ length: RUNS }, () => ({
      without: run(SERVER, '', env),
      with: run(SERVER, LIBRARY, env),
    }));
    return report(costs);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(before: string, measured: string, env: Record<string, string>): Cost {
  const program = `
    ${before}
    globalThis.gc();
    const cpu = process.cpuUsage();
    const start = performance.now();
    ${measured}
    const ms = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    globalThis.gc();
    console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000, rssMb: process.memoryUsage.rss() / 2 ** 20 }));`;
  const args = ['--expose-gc', '--no-warnings', '--input-type=module', '--eval', program];
  return JSON.parse(
    execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', env: { PATH: process.env.PATH, ...env } }),
  );
}

function report(costs: readonly { without: Cost; with: Cost }[]): string {
  const added = (of: keyof Cost) => median(costs.map((cost) => cost.with[of] - cost.without[of]));
  return table(
    ['added to an MCP server', 'wall time', 'processor time', 'memory'],
    [
      [
        'import and one look-up in SQLite',
        `${added('ms').toFixed(0)} ms`,
        `${added('cpuMs').toFixed(0)} ms`,
        `${added('rssMb').toFixed(1)} MB`,
      ],
      ['target', '40 ms', '', '15 MB'],
    ],
  );
}
