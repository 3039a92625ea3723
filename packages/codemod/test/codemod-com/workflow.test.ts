import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FIELD, V1 } from '../support/tools.ts';

const PACKAGE = fileURLToPath(new URL('../../codemod/', import.meta.url));
const SERVER = `${V1}server.registerTool('t', { inputSchema: { q: z.string() } }, async () => ({ content: [] }));\n`;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'codemod-com-'));
  await writeFile(join(folder, 'index.ts'), SERVER);
  await writeFile(join(folder, 'package.json'), '{ "name": "server" }\n');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

function start(command: string, given: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const path = `${dirname(process.execPath)}:${process.env.PATH ?? ''}`;
  const child = spawn(command, given, { cwd: folder, env: { ...process.env, PATH: path, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  return new Promise((done) => child.on('close', (code) => done({ code, output })));
}

const source = () => readFile(join(folder, 'index.ts'), 'utf8');

/** The lines under `run: |`, as YAML takes them. */
function shellStep(): string {
  const [, block = ''] = readFileSync(join(PACKAGE, 'workflow.yaml'), 'utf8').split(/^ {8}run: \|\n/m);
  return block.replace(/^ {10}/gm, '');
}

function step(env: NodeJS.ProcessEnv, ...given: readonly string[]): Promise<Outcome> {
  // Its parent is what the codemod CLI is in a workflow: a process whose arguments can be read.
  return start('sh', ['-c', '"$STEP_SHELL" -c "$STEP"; exit $?', 'codemod', ...given], {
    STEP_SHELL: 'sh',
    STEP: shellStep(),
    CODEMOD_PATH: PACKAGE,
    ...env,
  });
}

describe('the step of the codemod.com package', () => {
  it('runs the engine beside it on the current folder', async () => {
    expect(await step({})).toMatchObject({ code: 0, output: expect.stringContaining('1 tool: 1 in the source') });
    expect(await source()).toContain(FIELD);
  });

  it('takes work that is left for a person as no failure', async () => {
    await writeFile(join(folder, 'old.ts'), "import AWS from 'aws-sdk';\nexport const ec2 = new AWS.EC2();\n");
    expect((await step({})).code).toBe(0);
    expect(await source()).toContain(FIELD);
  });

  it('fails where there is nothing to work on, or a file does not parse', async () => {
    await writeFile(join(folder, 'index.ts'), `${V1}server.registerTool(`);
    expect((await step({})).code).not.toBe(0);
    await writeFile(join(folder, 'index.ts'), 'export {};\n');
    expect(await step({})).toMatchObject({ output: expect.stringContaining('No MCP tools found') });
  });

  it('refuses a dirty tree, as the command does', async () => {
    execFileSync('git', ['init', '-q'], { cwd: folder });
    execFileSync('git', ['add', '.'], { cwd: folder });
    const { code, output } = await step({});
    expect(code).not.toBe(0);
    expect(output).toContain('--force');
    expect(await source()).toBe(SERVER);
  });

  it.each([['-t'], ['-t=x'], ['--target'], ['--target=x']])('refuses %s, which would not reach it', async (flag) => {
    const { code, output } = await step({}, flag, 'elsewhere');
    expect(code).not.toBe(0);
    expect(output).toContain('--target does not reach this codemod');
    expect(await source()).toBe(SERVER);
  });

  it('fails when the engine does not start, which Node says with the code for work that is left', async () => {
    await cp(PACKAGE, join(folder, 'alone/codemod'), { recursive: true });
    await mkdir(join(folder, 'alone/dist'));
    await writeFile(join(folder, 'alone/dist/cli.js'), "import 'not-installed';\n");
    const { code, output } = await step({ CODEMOD_PATH: join(folder, 'alone/codemod') });
    expect(code).toBe(2);
    expect(output).toContain('not-installed');
  });

  it('takes the engine from npm where none lies beside it, of this very version', async () => {
    const bin = join(folder, '.bin');
    await mkdir(bin);
    await writeFile(join(bin, 'npx'), '#!/bin/sh\necho "npx $*"\n', { mode: 0o755 });
    await cp(PACKAGE, join(folder, 'alone/codemod'), { recursive: true });
    const { code, output } = await step({
      CODEMOD_PATH: join(folder, 'alone/codemod'),
      PATH: `${bin}:${process.env.PATH ?? ''}`,
    });
    const { name, version } = JSON.parse(readFileSync(join(PACKAGE, '../package.json'), 'utf8')) as Record<
      string,
      string
    >;
    expect({ code, output: output.trim() }).toEqual({ code: 0, output: `npx --yes ${name}@${version} run .` });
  });
});

describe('codemod.yaml', () => {
  it('has the name, the version and the licence of the npm package, which publishes it', () => {
    const manifest = JSON.parse(readFileSync(join(PACKAGE, '../package.json'), 'utf8')) as Record<string, string[]>;
    const yaml = readFileSync(join(PACKAGE, 'codemod.yaml'), 'utf8');
    for (const key of ['name', 'version', 'license']) expect(yaml).toContain(`${key}: "${manifest[key]}"`);
    expect(manifest.files).toContain('codemod');
    const [, workflow = ''] = yaml.match(/^workflow: "(.*)"$/m) ?? [];
    expect(existsSync(join(PACKAGE, workflow))).toBe(true);
  });
});

/** A binary of 155 MB that this repository does not install: `CODEMOD_CLI` names one, or it is in node_modules. */
function codemodCli(): string | undefined {
  if (process.env.CODEMOD_CLI) return process.env.CODEMOD_CLI;
  try {
    return join(dirname(createRequire(import.meta.url).resolve('codemod/package.json')), 'codemod');
  } catch {
    return undefined;
  }
}

describe.runIf(codemodCli())('the codemod CLI of codemod.com', { timeout: 60_000 }, () => {
  const cli = (...given: readonly string[]) =>
    start(codemodCli() ?? '', [...given, '--disable-analytics'], { HOME: folder });

  it('finds the package valid', async () => {
    expect(await cli('workflow', 'validate', '-w', PACKAGE)).toMatchObject({
      code: 0,
      output: expect.stringContaining('Package validation successful'),
    });
  });

  it('rewrites the server in the current folder, and nothing the second time', async () => {
    expect((await cli('run', PACKAGE, '--no-interactive', '--allow-dirty')).code).toBe(0);
    const after = await source();
    expect(after).toContain(FIELD);
    const { output } = await cli('run', PACKAGE, '--no-interactive', '--allow-dirty');
    expect(output).toContain('Nothing to change.');
    expect(await source()).toBe(after);
  });

  it('changes nothing with --dry-run and with --target', async () => {
    await cli('run', PACKAGE, '--no-interactive', '--dry-run');
    const { output } = await cli('run', PACKAGE, '--no-interactive', '-t', folder);
    expect(output).toContain('--target does not reach this codemod');
    expect(await source()).toBe(SERVER);
  });
});
