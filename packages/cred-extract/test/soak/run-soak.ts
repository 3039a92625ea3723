import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { SoakOptions, SoakResult } from './soak.ts';

const PROCESS = fileURLToPath(new URL('./soak-process.ts', import.meta.url));

/** @throws Error when the process ends without a result. */
export async function runSoak(
  options: Omit<SoakOptions, 'onProgress'>,
  { showProgress = false } = {},
): Promise<SoakResult> {
  // tsx, because the oldest supported Node does not run TypeScript.
  const args = ['--import', 'tsx', PROCESS, JSON.stringify(options)];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', showProgress ? 'inherit' : 'ignore'],
    env: { PATH: process.env.PATH },
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`The soak ended with code ${code}.`);
  return JSON.parse(output);
}
