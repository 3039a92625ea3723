import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { init } from '../../src/init/init-runner.ts';
import { REPOSITORY } from '../support/golden.ts';
import { compile } from './support/compile.ts';
import { copyCase, filesIn, type InitCase, initCases, removeCopies, sideOf } from './support/golden-cases.ts';
import { greetedOverHttp, greetedOverStdio } from './support/start-entry.ts';

const CASES = initCases();
const named = (cases: readonly InitCase[]) => cases.map((each) => [each.name, each] as const);

afterAll(removeCopies);

describe('init', () => {
  it.each(named(CASES))('%s: says how the server is made, and writes to the byte', async (name, golden) => {
    const folder = copyCase(name, 'input');
    const { verdict, reason, entry, left, notes } = await init(folder);
    expect({ verdict, reason, built: entry?.built, left, notes }).toEqual({
      verdict: golden.verdict,
      reason: golden.reason,
      built: golden.built,
      left: golden.left,
      notes: golden.notes,
    });
    const image = golden.built === undefined ? {} : imageFiles(golden);
    expect(filesIn(folder)).toEqual({ ...sideOf(name, 'input'), ...sideOf(name, 'expected'), ...image });
  });

  it.each(named(CASES))('%s: a second run changes nothing, and says the same', async (name, golden) => {
    const folder = copyCase(name, 'expected');
    const image = golden.built === undefined ? {} : imageFiles(golden);
    for (const [path, text] of Object.entries(image)) writeFileSync(join(folder, path), text);
    const second = await init(folder);
    expect(second.changes).toEqual([]);
    expect({ verdict: second.verdict, built: second.entry?.built }).toEqual({
      verdict: golden.verdict,
      built: golden.built,
    });
  });
});

/** The templates, with the name of the entry file where the image would not find it by itself. */
function imageFiles({ entryArgument = '' }: InitCase): Record<string, string> {
  const template = (name: string) => readFileSync(join(REPOSITORY, 'templates', name), 'utf8');
  return {
    Dockerfile: template('Dockerfile').replace('ARG ENTRY=\n', `ARG ENTRY=${entryArgument}\n`),
    '.dockerignore': template('.dockerignore'),
  };
}

describe('the entry file', () => {
  const typed = CASES.filter(
    ({ name, compile: isInstalled }) => isInstalled !== false && entryOf(name).endsWith('.ts'),
  );
  const configured = typed.filter(({ name }) => 'tsconfig.json' in sideOf(name, 'input'));

  it.each(named(configured))('%s: compiles with the configuration of the server, without an error', (name) => {
    expect(compiled(name).result).toEqual({ isCompiled: true, errors: [] });
  });

  it.each(named(CASES.filter(({ start }) => start)))(
    '%s: answers clients over stdio and HTTP',
    async (name, golden) => {
      const folder = configured.includes(golden) ? compiled(name).folder : copyCase(name, 'expected');
      const { built = '' } = golden;
      expect(await Promise.all([greetedOverStdio(folder, built), greetedOverHttp(folder, built)])).toEqual([
        'hello',
        'hello',
      ]);
    },
  );
});

const compilations = new Map<string, { readonly folder: string; readonly result: ReturnType<typeof compile> }>();

/** Once for each case: the compiler takes its time. */
function compiled(name: string) {
  const known = compilations.get(name);
  if (known) return known;
  const folder = copyCase(name, 'expected');
  const made = { folder, result: compile(folder, entryOf(name)) };
  compilations.set(name, made);
  return made;
}

function entryOf(name: string): string {
  return Object.keys(sideOf(name, 'expected')).find((path) => /entrypoint\.\w+$/.test(path)) ?? '';
}
