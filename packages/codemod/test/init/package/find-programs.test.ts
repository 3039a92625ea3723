import { describe, expect, it } from 'vitest';
import { entryFiles, findPrograms } from '../../../src/init/package/find-programs.ts';
import { readManifest } from '../../../src/init/package/manifest.ts';
import { modulesOf, STDIO, sourceTexts, type Texts } from '../support/modules.ts';

const PROGRAM = `${STDIO}await server.connect(new StdioServerTransport());\n`;
const WEB = "import express from 'express';\nexpress().listen(1);\n";

function find(manifest: object, files: Texts) {
  const { program, others } = findPrograms(
    readManifest(JSON.stringify(manifest)),
    modulesOf(files),
    new Set(entryFiles(sourceTexts(files))),
  );
  return {
    source: program?.source,
    built: program?.built,
    args: program?.args,
    others: others.map(({ source }) => source),
  };
}

describe('the program of a package', () => {
  it.each([
    ['its start script', { scripts: { start: 'node dist/app.js' } }],
    ['a script that its start script runs', { scripts: { start: 'npm run go', go: 'tsc && node ./dist/app.js' } }],
    ['its only command', { bin: './dist/app.js' }],
    ['the command of its own name', { name: '@me/app', bin: { other: 'dist/other.js', app: 'dist/app.js' } }],
    ['its main file', { main: 'dist/app.js' }],
  ])('is what %s names', (_, manifest) => {
    const files = { 'src/app.ts': PROGRAM, 'src/index.ts': PROGRAM, 'src/other.ts': PROGRAM };
    expect(find(manifest, files)).toMatchObject({ source: 'src/app.ts', built: 'dist/app.js', others: [] });
  });

  it('is what the script for development runs, where nothing else is named', () => {
    expect(find({ scripts: { dev: 'tsx watch src/app.ts' } }, { 'src/app.ts': PROGRAM })).toMatchObject({
      source: 'src/app.ts',
      built: undefined,
    });
  });

  it('is a file of a usual name, else the only one that starts a server and that no other imports', () => {
    expect(find({}, { 'src/index.ts': PROGRAM, 'src/z.ts': PROGRAM }).source).toBe('src/index.ts');
    const nested = { 'src/mcp/run.ts': "import './connect.js';", 'src/mcp/connect.ts': PROGRAM };
    expect(find({}, nested).source).toBe('src/mcp/run.ts');
  });

  it('is asked for where several files start a server and nothing is named', () => {
    const files = { 'src/a.ts': PROGRAM, 'src/b.ts': PROGRAM };
    expect(find({}, files)).toMatchObject({ source: undefined, others: ['src/a.ts', 'src/b.ts'] });
  });

  it('keeps what package.json gives it, and tells the folder of a build from its file', () => {
    const files = { 'src/index.ts': PROGRAM };
    expect(find({ scripts: { start: 'node --enable-source-maps dist/index.js run --x' } }, files).args).toEqual([
      'run',
      '--x',
    ]);
    expect(find({ scripts: { start: 'node dist/index.js --port $PORT' } }, files).args).toEqual([]);
    expect(find({ main: 'dist' }, { 'dist/index.ts': '', 'src/index.ts': PROGRAM }).source).toBe('src/index.ts');
    expect(find({ scripts: { start: 'node dist' } }, files)).toMatchObject({ source: 'src/index.ts' });
  });

  it('is rather one that speaks over stdio than one that does not', () => {
    const files = { 'src/web.ts': WEB, 'src/stdio.ts': PROGRAM };
    expect(find({ scripts: { start: 'node dist/web.js' }, bin: 'dist/stdio.js' }, files).source).toBe('src/stdio.ts');
    expect(find({ main: 'dist/web.js' }, { 'src/web.ts': WEB }).source).toBe('src/web.ts');
  });

  it('is named after the only command where a bundler names its output otherwise', () => {
    expect(find({ bin: 'dist/bundle.cjs' }, { 'src/run-stdio.ts': PROGRAM })).toMatchObject({
      source: 'src/run-stdio.ts',
      built: 'dist/bundle.cjs',
    });
  });

  it('is no file that calls the entry point, and none where nothing starts', () => {
    const entry = "import { serve } from '@mcp-multi-account/entrypoint';\nimport './index.js';\nawait serve(x);";
    const files = { 'src/entrypoint.ts': entry, 'src/index.ts': PROGRAM };
    expect(find({ scripts: { start: 'node dist/entrypoint.js' }, main: 'dist/index.js' }, files).source).toBe(
      'src/index.ts',
    );
    expect(find({ main: 'dist/index.js' }, { 'src/index.ts': 'export const x = 1;' }).source).toBeUndefined();
  });
});

describe('files that call the entry point', () => {
  it('are told by their import of either kind', () => {
    const files = {
      'a.ts': "import { serve } from '@mcp-multi-account/entrypoint';",
      'b.cjs': "const { serve } = require('@mcp-multi-account/entrypoint');",
      'c.ts': "// see '@mcp-multi-account/entrypoint'",
      'package.json': '{ "dependencies": { "@mcp-multi-account/entrypoint": "1" } }',
    };
    expect(entryFiles(sourceTexts(files))).toEqual(['a.ts', 'b.cjs']);
  });
});
