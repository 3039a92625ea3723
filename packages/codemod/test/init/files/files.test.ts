import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dockerfileText, searched } from '../../../src/init/files/dockerfile.ts';
import { envExample, withEntryNames } from '../../../src/init/files/env-example.ts';
import { initFiles } from '../../../src/init/files/init-files.ts';
import { servedManifest } from '../../../src/init/files/manifest.ts';
import { addScript } from '../../../src/init/files/manifest-script.ts';
import { REPOSITORY } from '../../support/golden.ts';

const template = readFileSync(join(REPOSITORY, 'templates/Dockerfile'), 'utf8');
const ignored = readFileSync(join(REPOSITORY, 'templates/.dockerignore'), 'utf8');

describe('the Dockerfile', () => {
  it('is the template where the image finds the entry file by itself', () => {
    expect(searched(template).length).toBeGreaterThan(5);
    for (const built of searched(template)) expect(dockerfileText(template, built, [])).toBe(template);
  });

  it('names an entry file that the image does not look for', () => {
    const text = dockerfileText(template, 'lib/entrypoint.js', ['src/index.ts']);
    expect(text.replace('ARG ENTRY=lib/entrypoint.js\n', 'ARG ENTRY=\n')).toBe(template);
    expect(text).not.toBe(template);
  });

  it('names an entry file that the image would find another one before', () => {
    const text = dockerfileText(template, 'entrypoint.mjs', ['src/entrypoint.ts']);
    expect(text).toContain('\nARG ENTRY=entrypoint.mjs\n');
    expect(dockerfileText(template, 'dist/entrypoint.js', ['src/entrypoint.ts'])).toBe(template);
  });
});

describe('.env.example', () => {
  const source = (text: string) => ({ sources: [{ path: 'src/index.ts', text }], hasAccounts: false });

  it('names what the source reads, each once, in order, without values', () => {
    const text = envExample(source("process.env.ZED; process.env['API_KEY']; process.env.ZED ?? 'secret';"));
    expect(text.endsWith('# Read by the server itself.\n# API_KEY=\n# ZED=\n')).toBe(true);
    expect(text).not.toContain('secret');
  });

  it('names nothing of the system, of tests, or of other packages, and nothing twice', () => {
    const text = envExample(
      source('process.env.HOME; process.env.NODE_ENV; process.env.VITEST; process.env.MCP_PORT;'),
    );
    expect(text).not.toContain('Read by the server itself');
    const sibling = { sources: [{ path: '../lib/a.ts', text: 'process.env.OTHER' }], hasAccounts: false };
    expect(envExample(sibling)).not.toContain('OTHER');
  });

  it('names where accounts come from, for a server that has the library', () => {
    expect(envExample({ sources: [], hasAccounts: true })).toContain('# DATABASE_URL=');
    expect(envExample({ sources: [], hasAccounts: false })).not.toContain('DATABASE_URL');
  });

  it("adds to somebody's own what it lacks, and then nothing more", () => {
    const own = 'API_KEY=\nMCP_PORT=9000';
    const once = withEntryNames(own, true);
    expect(once.startsWith(`${own}\n`)).toBe(true);
    expect(once).toContain('# ENCRYPTION_KEY=');
    expect(once.match(/MCP_PORT/g)).toHaveLength(1);
    expect(withEntryNames(once, true)).toBe(once);
    expect(withEntryNames('A=\r\n', false)).not.toMatch(/[^\r]\n/);
  });
});

describe('files of a person', () => {
  const wanted = (path: string, text: string, isEdit = false) => [{ path, text, isEdit }];
  const action = (path: string, text: string, there: string | undefined, force = false) =>
    initFiles(wanted(path, text), new Map(there === undefined ? [] : [[path, there]]), force)[0];

  it('are kept, with how they differ, or replaced by force', () => {
    expect(action('a', 'x\ny\n', undefined)).toMatchObject({ action: 'created' });
    expect(action('a', 'x\ny\n', 'x\ny\n')).toMatchObject({ action: 'unchanged' });
    expect(action('a', 'x\ny\n', 'x\r\ny\r\n')).toMatchObject({ action: 'unchanged' });
    expect(action('a', 'x\ny\n', 'x\n')).toMatchObject({
      action: 'kept',
      difference: '0 lines of it would go, 1 would come',
    });
    expect(action('a', 'x\ny\n', 'x\n', true)).toMatchObject({ action: 'replaced' });
  });

  it('are only added to where the text was made from them', () => {
    expect(initFiles(wanted('a', 'x\ny\n', true), new Map([['a', 'x\n']]), false)).toMatchObject([
      { action: 'changed' },
    ]);
  });

  it('that let no secret into the image are as good as the template', () => {
    const secrets = (ignored.split('\n\n')[0] ?? '').split('\n').filter((line) => !line.startsWith('#'));
    expect(
      action(
        '.dockerignore',
        ignored,
        secrets
          .map((line) => line.replace('**/', ''))
          .reverse()
          .join('\r\n'),
      ),
    ).toMatchObject({
      action: 'unchanged',
    });
    expect(action('.dockerignore', ignored, `node_modules\n${secrets.slice(1).join('\n')}`)).toMatchObject({
      action: 'kept',
      difference: 'it lets through .env',
    });
  });
});

describe('a script in package.json', () => {
  const add = (text: string) => addScript(text, 'start:http', 'node a.js');
  const entry = '"start:http": "node a.js"';

  it.each([
    [
      '{\n  "scripts": {\n    "build": "tsc"\n  }\n}\n',
      `{\n  "scripts": {\n    "build": "tsc",\n    ${entry}\n  }\n}\n`,
    ],
    [
      '{\n\t"scripts": {\n\t\t"start": "x",\n\t\t"z": "y"\n\t}\n}',
      `{\n\t"scripts": {\n\t\t"start": "x",\n\t\t${entry},\n\t\t"z": "y"\n\t}\n}`,
    ],
    ['{ "scripts": {} }', `{ "scripts": { ${entry} } }`],
    ['{\n  "scripts": {},\n  "a": 1\n}', `{\n  "scripts": {\n    ${entry}\n  },\n  "a": 1\n}`],
    [
      '{\r\n  "name": "x",\r\n  "dependencies": {}\r\n}',
      `{\r\n  "name": "x",\r\n  "scripts": {\r\n    ${entry}\r\n  },\r\n  "dependencies": {}\r\n}`,
    ],
    ['{}', `{ "scripts": { ${entry} } }\n`],
    ['\uFEFF{ "scripts": { "a": "b" } }', `\uFEFF{ "scripts": { "a": "b", ${entry} } }`],
  ])('goes into %j, and every other byte stays', (before, after) => {
    expect(add(before)).toBe(after);
    expect(add(after)).toBe(after);
    expect(JSON.parse(after.replace('\uFEFF', '')).scripts['start:http']).toBe('node a.js');
  });

  it('is not touched where somebody has one of that name, and neither is the dependency', () => {
    const own =
      '{ "scripts": { "start:http": "mine" }, "devDependencies": { "@mcp-multi-account/entrypoint": "0.0.1" } }';
    expect(servedManifest(own, 'dist/entrypoint.js', true)).toBe(own);
  });

  it('comes with what version 2 of the SDK needs to serve HTTP, where a factory is called', () => {
    const v2 = '{ "dependencies": { "@modelcontextprotocol/server": "2.4.0" } }';
    const dependencies = (isFactory: boolean) =>
      Object.keys(JSON.parse(servedManifest(v2, 'a.js', isFactory)).dependencies);
    const [entrypoint, node, server] = [
      '@mcp-multi-account/entrypoint',
      '@modelcontextprotocol/node',
      '@modelcontextprotocol/server',
    ];
    expect(dependencies(true)).toEqual([entrypoint, node, server]);
    expect(dependencies(false)).toEqual([entrypoint, server]);
  });
});
