import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { FixtureName } from './fixture/servers.ts';

export interface RunningFixture extends AsyncDisposable {
  /** Such as `http://127.0.0.1:40123/mcp`. */
  readonly url: string;
}

const PROGRAM = fileURLToPath(new URL('fixture/program.ts', import.meta.url));

/** What starts a fixture, after `node`. */
export function fixtureArguments(name: FixtureName): string[] {
  return [PROGRAM, name];
}

/** A fixture as a process of its own, served over HTTP by the entry point on a free port of the loopback address. */
export async function startFixture(name: FixtureName): Promise<RunningFixture> {
  const env = { ...process.env, MCP_TRANSPORT: 'http', MCP_HOST: '127.0.0.1', MCP_PORT: '0', LOG_LEVEL: 'silent' };
  const child = spawn(process.execPath, fixtureArguments(name), { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const url = await Promise.race([once(lines, 'line'), once(child, 'exit')]).then(([first]) => String(first));
  if (!URL.canParse(url)) throw new Error(`The fixture ${name} does not start.`);
  return { url, [Symbol.asyncDispose]: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const [code] = await exit;
  if (code !== 0) throw new Error(`The fixture ended with ${code}.`);
}
