import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { CallToolResult, Tool } from '@modelcontextprotocol/sdk/types.js';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { transform } from '../src/transform.ts';
import type { SourceText } from '../src/types.ts';
import {
  GOLDEN,
  type GoldenCase,
  goldenCases,
  INSTALLED,
  installCase,
  REPOSITORY,
  readSide,
  removeInstalledCases,
} from './support/golden.ts';

const CASES = goldenCases();

afterAll(removeInstalledCases);

describe('golden cases', () => {
  it('are enough to mean something', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(25);
  });

  it.each(CASES.map(({ name }) => name))('%s is rewritten to the byte', (name) => {
    const input = readSide(name, 'input');
    expect(afterTransform(input)).toEqual(readSide(name, 'expected'));
  });

  it.each(CASES.map(({ name }) => name))('%s is left alone by a second run', (name) => {
    const { tools, clients, files } = transform(readSide(name, 'expected'));
    expect(files).toEqual([]);
    expect(tools.map(({ verdict }) => verdict)).toEqual(tools.map(() => 'already-done'));
    expect(tools.map(({ how }) => how)).not.toContain('manual');
    expect(clients.filter(({ how }) => how === 'source').map(({ verdict }) => verdict)).not.toContain('construction');
  });
});

function afterTransform(input: readonly SourceText[]): SourceText[] {
  const changed = new Map(transform(input).files.map(({ path, after }) => [path, after]));
  return input.map(({ path, text }) => ({ path, text: changed.get(path) ?? text }));
}

describe('type checking with the real compiler and the real SDKs', () => {
  it.each([4, 3] as const)(
    'finds no error in the zod %s servers, neither before nor after the run',
    (zod) => {
      const errors = typeErrors(
        CASES.filter((golden) => golden.zod === zod),
        zod,
      );
      expect(errors).toEqual([]);
    },
    180_000,
  );
});

/** All inputs and outputs in one program: the SDK's types are checked once. */
function typeErrors(cases: readonly GoldenCase[], zod: 3 | 4): string[] {
  const files = cases.flatMap((golden) =>
    (['input', 'expected'] as const).flatMap((side) => sourceFiles(golden, side)),
  );
  const program = ts.createProgram(files, compilerOptions(zod));
  return ts.getPreEmitDiagnostics(program).map(describeError);
}

function sourceFiles(golden: GoldenCase, side: 'input' | 'expected'): string[] {
  const folder = installCase(golden, side);
  const sources = readSide(golden.name, side).filter(({ path }) => /\.[cm]?[jt]s$/.test(path));
  return sources.map(({ path }) => join(folder, path));
}

function compilerOptions(zod: 3 | 4): ts.CompilerOptions {
  return {
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    typeRoots: [join(REPOSITORY, 'node_modules/@types')],
    types: ['node'],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowJs: true,
    checkJs: false,
    preserveSymlinks: zod === 3,
  };
}

function describeError({ file, start, messageText }: ts.Diagnostic): string {
  const message = ts.flattenDiagnosticMessageText(messageText, ' ');
  const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
  return `${file?.fileName.slice(INSTALLED.length + 1)}:${line}: ${message}`;
}

describe('a rewritten server, started over stdio', () => {
  it.concurrent.each(CASES)('$name lists target_account_id on every tool and answers', async (golden) => {
    const client = await connect(golden);
    try {
      const { tools } = await client.listTools();
      expect(tools.length).toBeGreaterThan(0);
      expect(tools.filter((tool) => !hasParameter(tool.inputSchema)).map(({ name }) => name)).toEqual([]);
      expect(await call(client, golden)).toEqual({ isError: false, text: golden.text });
      await expectTypedError(client, golden);
    } finally {
      await client.close();
    }
  });
});

/** The parameter has to be described, and must not be required. */
function hasParameter(schema: Tool['inputSchema']): boolean {
  const parameter = schema.properties?.target_account_id as { type?: unknown; description?: unknown } | undefined;
  const isDescribed = parameter?.type === 'string' && String(parameter.description).includes('12-digit');
  return isDescribed && !schema.required?.includes('target_account_id');
}

async function connect(golden: GoldenCase): Promise<Client> {
  const folder = installCase(golden, 'expected');
  const client = new Client({ name: 'golden-test', version: '1.0.0' });
  const tsx = pathToFileURL(join(REPOSITORY, 'node_modules/tsx/dist/loader.mjs')).href;
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: ['--import', tsx, join(folder, golden.entry)],
      cwd: folder,
      env: {
        PATH: process.env.PATH ?? '',
        HOME: join(tmpdir(), 'golden-home'),
        DATABASE_URL: 'sqlite::memory:',
        LOG_LEVEL: 'silent',
      },
      stderr: 'inherit',
    }),
  );
  return client;
}

async function call(client: Client, golden: GoldenCase, extra = {}): Promise<{ isError: boolean; text: string }> {
  const result = (await client.callTool({
    name: golden.call,
    arguments: { ...golden.arguments, ...extra },
  })) as CallToolResult;
  const [content] = result.content;
  return { isError: result.isError === true, text: content?.type === 'text' ? content.text : '' };
}

/** Proof that the call goes through the library: there is no account to be had here, so it has to refuse. */
async function expectTypedError(client: Client, golden: GoldenCase): Promise<void> {
  const { isError, text } = await call(client, golden, { target_account_id: '123456789012' });
  expect(isError, text).toBe(true);
  expect(JSON.parse(text)).toMatchObject({ error_type: expect.any(String), request_id: expect.any(String) });
}

describe('the golden folder', () => {
  it('has a manifest on both sides of every case, with the library among the dependencies after the run', () => {
    for (const { name } of CASES) {
      const manifest = readFileSync(join(GOLDEN, name, 'expected/package.json'), 'utf8');
      expect(JSON.parse(manifest).dependencies, name).toHaveProperty('@mcp-multi-account/cred-extract', '^0.1.0');
    }
  });
});
