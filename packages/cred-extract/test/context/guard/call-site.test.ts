import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { callSite } from '../../../src/context/guard/call-site.ts';

afterEach(() => vi.restoreAllMocks());

/** Stands for the function that Node calls. */
function hook(): string | undefined {
  return callSite(hook);
}

const HERE = /^packages\/cred-extract\/test\/context\/guard\/call-site\.test\.ts:\d+$/;

/** The call site when the hook is called by the second line of a file in `folder`, which this test calls. */
async function calledFrom(folder: string): Promise<string | undefined> {
  const root = mkdtempSync(join(tmpdir(), 'call-site-'));
  const file = join(root, folder, 'tool.mjs');
  mkdirSync(join(root, folder));
  writeFileSync(file, '\nexport const run = (hook) => hook();\n');
  const { run } = await import(/* @vite-ignore */ pathToFileURL(file).href);
  const site: string | undefined = run(hook);
  rmSync(root, { recursive: true });
  return site;
}

describe('callSite', () => {
  it('is the line below the hook, relative to the working directory', () => {
    expect(hook()).toMatch(HERE);
  });

  it('is found through awaits, and through more calls than a stack usually shows', async () => {
    const deep = async (depth: number): Promise<string | undefined> => (depth === 0 ? hook() : await deep(depth - 1));
    await Promise.resolve();
    const limit = Error.stackTraceLimit;
    expect(await deep(60)).toMatch(HERE);
    expect(Error.stackTraceLimit).toBe(limit);
  });

  it('is only the name of a file outside of the working directory, which may lie in somebody’s home', async () => {
    expect(await calledFrom('a project')).toBe('tool.mjs:2');
  });

  it('passes over packages', async () => {
    expect(await calledFrom('node_modules')).toMatch(HERE);
  });

  it('is undefined where no file of a program is on the stack', () => {
    expect(callSite(function notOnTheStack() {})).toBeUndefined();
  });

  it('bears a program that formats stacks its own way', () => {
    const { prepareStackTrace } = Error;
    Error.prepareStackTrace = (_, frames) => frames;
    const site = hook();
    Error.prepareStackTrace = prepareStackTrace;
    expect(site === undefined || typeof site === 'string').toBe(true);
  });
});
