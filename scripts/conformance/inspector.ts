import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npm } from '../demo/npm.ts';
import { runNode } from '../demo/run-command.ts';
import type { FixtureName } from './fixture/servers.ts';
import { fixtureArguments, startFixture } from './start-fixture.ts';

/** The official inspector. No dependency: its 120 packages are of use here only. */
const INSPECTOR = '@modelcontextprotocol/inspector';
export const INSPECTOR_VERSION = '2.12.0';

/** npm's codes for a registry that cannot be reached. */
const OFFLINE = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH)\b/;

export interface Inspector {
  /** Standard output of the inspector's command line, which must be JSON. */
  ask(args: readonly string[]): Promise<unknown>;
}

/** Installs the inspector into `folder`. Undefined where the registry cannot be reached. */
export async function installInspector(folder: string, signal: AbortSignal): Promise<Inspector | undefined> {
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  try {
    // npm's own retries make more than a minute of being offline.
    const flags = [
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      '--fetch-retries=1',
      '--fetch-retry-mintimeout=1000',
    ];
    await npm(['install', `${INSPECTOR}@${INSPECTOR_VERSION}`, ...flags], folder, signal);
  } catch (error) {
    if (error instanceof Error && OFFLINE.test(error.message)) return undefined;
    throw error;
  }
  const root = join(folder, 'node_modules', INSPECTOR);
  const { bin } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { bin: { inspector: string } };
  return { ask: (args) => ask(join(root, bin.inspector), args, folder, signal) };
}

async function ask(program: string, args: readonly string[], folder: string, signal: AbortSignal): Promise<unknown> {
  // It keeps files in the user's home.
  const env = { ...process.env, HOME: folder };
  const { stdout, stderr } = await runNode([program, '--cli', ...args], folder, signal, env);
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`The inspector answered no JSON to ${args.join(' ')}:\n${stdout}\n${stderr}`.trim());
  }
}

/** Lists the tools and calls one, over stdio and over HTTP. What is wrong; empty is good. */
export async function inspect(inspector: Inspector, name: FixtureName): Promise<string[]> {
  const overStdio = await inspectTarget(inspector, [process.execPath, ...fixtureArguments(name)]);
  await using fixture = await startFixture(name);
  const overHttp = await inspectTarget(inspector, [fixture.url, '--transport', 'http']);
  return [...overStdio.map((problem) => `stdio: ${problem}`), ...overHttp.map((problem) => `HTTP: ${problem}`)];
}

async function inspectTarget({ ask }: Inspector, target: readonly string[]): Promise<string[]> {
  const list = JSON.stringify(await ask([...target, '--method', 'tools/list']));
  const call = ['--method', 'tools/call', '--tool-name', 'test_simple_text'];
  const answer = JSON.stringify(await ask([...target, ...call]));
  return [
    ...(list.includes('"name":"test_simple_text"') ? [] : [`tools/list has no test_simple_text: ${list}`]),
    ...(answer.includes('This is a simple text response') ? [] : [`tools/call answered ${answer}`]),
  ];
}
