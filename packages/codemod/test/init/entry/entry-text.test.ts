import { describe, expect, it } from 'vitest';
import { entryText } from '../../../src/init/entry/entry-text.ts';
import type { EntryStyle, Place } from '../../../src/init/entry/place.ts';
import type { EntrySettings, EntryTarget } from '../../../src/init/types.ts';

const ESM: EntryStyle = { language: 'javascript', modules: 'import', awaits: true, quotedMembers: false };
const TYPED: EntryStyle = { ...ESM, language: 'typescript' };
const COMMONJS: EntryStyle = { ...ESM, modules: 'require', awaits: false };
const NOTHING: EntrySettings = { environment: undefined, args: [] };
const PROGRAM: EntryTarget = { kind: 'program', file: 'a.js', check: undefined };

/** Without the comments above the imports. */
function text(target: EntryTarget, style: EntryStyle, settings = NOTHING, specifier = './a.js'): string {
  const place: Place = { path: 'entrypoint.js', built: 'entrypoint.js', specifier, style };
  return entryText(target, settings, place).replace(/^(?:\/\/.*\n)+/, '');
}

describe('the entry file', () => {
  it('is short', () => {
    const target: EntryTarget = { ...PROGRAM, check: 'argument' };
    const settings = { environment: { name: 'MODE', value: 'stdio' }, args: ['run'] };
    expect(text(target, ESM, settings).split('\n').length).toBeLessThanOrEqual(10);
  });

  it('waits where it can, and says that it does not where a linter asks', () => {
    const call = "serveProgram(() => import('./a.js'));\n";
    expect(text(PROGRAM, ESM).endsWith(`\nawait ${call}`)).toBe(true);
    expect(text(PROGRAM, { ...TYPED, awaits: false }).endsWith(`\nvoid ${call}`)).toBe(true);
    expect(text(PROGRAM, COMMONJS).endsWith(`\n${call}`)).toBe(true);
  });

  it('sets a variable and gives arguments before the import, in words that survive quoting', () => {
    const settings = { environment: { name: 'MODE', value: 'stdio' }, args: ["it's", 'a\\b'] };
    const lines = text(PROGRAM, { ...TYPED, quotedMembers: true }, settings).split('\n');
    const [variable, given, imported] = [
      "process.env['MODE'] = 'stdio';",
      String.raw`'it\'s', 'a\\b'`,
      "await import('./a.js')",
    ];
    const at = [variable, given, imported].map((part) => lines.findIndex((line) => line.includes(part)));
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(at).not.toContain(-1);
    expect(text(PROGRAM, ESM, NOTHING, "./it's.js")).toContain(String.raw`import('./it\'s.js')`);
  });

  it.each([
    ['argument', ESM, "await serveProgram(() => import('./a.js'), { script: new URL('./a.js', import.meta.url) });"],
    ['argument', COMMONJS, "process.argv[1] = require.resolve('./a.js');\n  await import('./a.js');"],
    ['require.main', COMMONJS, "process.argv[1] = require.resolve('./a.js');\n  require('node:module').runMain();"],
    ['require.main', ESM, "  Module.runMain();\n}, { script: new URL('./a.js', import.meta.url) });"],
  ] as const)('makes the program the main module: %s', (check, style, expected) => {
    expect(text({ ...PROGRAM, check }, style)).toContain(expected);
  });

  it('imports Node’s own module where it needs it, and tsx before everything', () => {
    expect(text({ ...PROGRAM, check: 'require.main' }, ESM)).toMatch(/^import Module from 'node:module';\n/);
    expect(text(PROGRAM, { ...ESM, loader: 'tsx' })).toMatch(/^import 'tsx';\nimport \{ serveProgram \}/);
  });

  it.each([
    [ESM, 'createServer', "import { createServer } from './a.js';\n\nawait serve(createServer);"],
    [ESM, 'default', "import createServer from './a.js';\n\nawait serve(createServer);"],
    [COMMONJS, 'make', "const { make } = require('./a.js');\n\nserve(make);"],
    [COMMONJS, 'default', "const createServer = require('./a.js');\n\nserve(createServer);"],
  ] as const)('calls a factory: %j %s', (style, name, expected) => {
    expect(text({ kind: 'factory', file: 'a.js', name, takesArguments: false }, style)).toContain(expected);
  });

  it('hands nothing to a factory that would take something', () => {
    expect(text({ kind: 'factory', file: 'a.js', name: 'make', takesArguments: true }, ESM)).toContain(
      'serve(() => make());',
    );
  });

  it.each(['main', 'default'])('calls a function: %s', (name) => {
    expect(text({ kind: 'function', file: 'a.js', name }, ESM)).toContain('  await main();\n');
  });
});
