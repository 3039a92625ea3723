import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

/** The instructions of the Dockerfile, each as one line, without comments. */
async function instructions(): Promise<string[]> {
  const lines = (await read('templates/Dockerfile')).split('\n').filter((line) => !line.startsWith('#'));
  return lines.join('\n').replaceAll('\\\n', ' ').split('\n').filter(Boolean);
}

/** Runs the RUN instruction that contains `part` with a real shell, in a folder in the place of /app. */
async function runInstruction(part: string, files: Record<string, string | Buffer>, env: Record<string, string>) {
  const app = await mkdtemp(join(tmpdir(), 'dockerfile-'));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(app, path)), { recursive: true });
    await writeFile(join(app, path), content);
  }
  const run = (await instructions()).find((line) => line.startsWith('RUN') && line.includes(part)) ?? '';
  const command = run.slice(run.indexOf(part)).replaceAll('/app', app);
  const { code, stderr } = await new Promise<{ code: number; stderr: string }>((resolve) => {
    const options = { cwd: app, env: { PATH: process.env.PATH, ...env } };
    execFile('sh', ['-c', command], options, (error, _, complaint) =>
      resolve({ code: error ? Number(error.code) : 0, stderr: complaint }),
    );
  });
  const start = await readlink(join(app, 'start')).catch(() => '');
  const observed = await readFile(join(app, 'start-observed.mjs'), 'utf8').catch(() => '');
  const left = await readdir(app);
  await rm(app, { recursive: true });
  return { code, stderr, start: start.replace(`${app}/`, ''), observed, left };
}

const entryOf = (files: string[], env: Record<string, string> = {}) =>
  runInstruction('for entry in', Object.fromEntries(files.map((file) => [file, ''])), env);

/** The start of an image that is traced, with the arguments' defaults of the Dockerfile. */
async function observedEntry() {
  const defaults = (await instructions()).flatMap(
    (line) => /^ARG (OTEL_INSTRUMENTATIONS)=(.*)$/.exec(line)?.slice(1) ?? [],
  );
  const [name = '', value = ''] = defaults;
  return entryOf(['dist/entrypoint.js'], { OTEL: 'true', OTEL_PACKAGE: '@aws/otel@1.2.3', [name]: value });
}

/** What a package in the place of OpenTelemetry finds in its environment as it is loaded, and what the server prints then. */
async function runObserved(observed: string, env: Record<string, string> = {}): Promise<string[]> {
  const app = await mkdtemp(join(tmpdir(), 'observed-'));
  const settings = ['OTEL_NODE_ENABLED_INSTRUMENTATIONS', 'OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT'];
  const files = {
    'start-observed.mjs': observed,
    'dist/entrypoint.js': "console.log('server');",
    'node_modules/@aws/otel/package.json': '{"exports":{"./register":"./register.js"}}',
    'node_modules/@aws/otel/register.js': settings.map((name) => `console.log(process.env.${name});`).join('\n'),
    'node_modules/@opentelemetry/instrumentation/hook.mjs': '',
  };
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(app, path)), { recursive: true });
    await writeFile(join(app, path), content);
  }
  const options = { env: { PATH: process.env.PATH, ...env } };
  const stdout = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, [join(app, 'start-observed.mjs')], options, (error, out) =>
      error ? reject(error) : resolve(out),
    );
  });
  await rm(app, { recursive: true });
  return stdout.trimEnd().split('\n');
}

describe('templates/Dockerfile', () => {
  it('runs nothing on the processor of the image, so that no emulation is needed', async () => {
    let stage = '';
    for (const line of await instructions()) {
      if (line.startsWith('FROM ')) stage = line;
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the Dockerfile's own variable
      if (line.startsWith('RUN ')) expect(stage).toContain('FROM --platform=$BUILDPLATFORM ${NODE_IMAGE}');
    }
    expect(stage).toBe('FROM scratch');
  });

  it('runs everything as root, whose npm cache is mounted, whatever user the base image has', async () => {
    const [, ...stages] = (await instructions()).join('\n').split(/^FROM /m);
    for (const stage of stages.filter((text) => text.includes('\nRUN '))) {
      expect(stage.indexOf('\nUSER 0:0\n'), stage).toBeGreaterThan(0);
      expect(stage.indexOf('\nUSER 0:0\n')).toBeLessThan(stage.indexOf('\nRUN '));
    }
    const [build = ''] = stages;
    const caches = [...build.matchAll(/--mount=type=cache,target=(\S+)/g)].map(([, target]) => target);
    expect(caches).toEqual(['/root/.npm', '/root/.npm']);
    expect(build).toContain('\nENV npm_config_cache=/root/.npm\n');
  });

  it('ends as a user of its own, with a command and a health check in exec form', async () => {
    const last = (await instructions()).slice(-4);
    expect(last[0]).toBe('USER 1000:1000');
    expect(JSON.parse(last[2]?.split(' CMD ')[1] ?? '')).toEqual(['node', '-e', expect.stringContaining('/health')]);
    expect(JSON.parse(last[3]?.replace('CMD ', '') ?? '')).toEqual(['node', '/app/start']);
  });

  it('puts the authorities of RDS where the library looks for them', async () => {
    const library = await read('packages/cred-extract/src/accounts/sql/postgres/tls.ts');
    const path = /IMAGE_BUNDLE = '([^']+)'/.exec(library)?.[1] ?? 'not found';
    expect(await instructions()).toContain(`ADD \${RDS_CA_BUNDLE} ${path}`);
  });

  it.each([
    [['src/entrypoint.ts', 'dist/entrypoint.js'], 'dist/entrypoint.js'],
    [['src/entrypoint.ts', 'src/index.ts'], 'src/entrypoint.ts'],
    [['entrypoint.cjs'], 'entrypoint.cjs'],
  ])('of %j starts the built file, if there is one: %s', async (files, start) => {
    expect(await entryOf(files)).toMatchObject({ code: 0, start, observed: '' });
  });

  it('starts the file that ENTRY names and no other', async () => {
    const files = ['entrypoint.js', 'a folder/main.mjs'];
    expect(await entryOf(files, { ENTRY: 'a folder/main.mjs' })).toMatchObject({ code: 0, start: 'a folder/main.mjs' });
    const missing = await entryOf(files, { ENTRY: 'main.js' });
    expect(missing).toMatchObject({ code: 1, start: '' });
    expect(missing.stderr).toContain('No entry file main.js');
  });

  it('stops where there is no entry file, and says how to name one', async () => {
    const { code, stderr } = await entryOf(['src/index.ts']);
    expect(code).toBe(1);
    expect(stderr).toContain('--build-arg ENTRY=');
  });

  it('loads OpenTelemetry before the server', async () => {
    const { start, observed } = await observedEntry();
    expect(start).toBe('start-observed.mjs');
    expect(observed.indexOf("await import('@aws/otel/register');")).toBeGreaterThan(0);
    expect(observed.trimEnd()).toMatch(/await import\('\.\/dist\/entrypoint\.js'\);$/);
  });

  it('has the database and AWS traced, and no contents of messages, unless somebody sets it otherwise', async () => {
    const { observed } = await observedEntry();
    const [usual, own] = [
      await runObserved(observed),
      await runObserved(observed, { OTEL_NODE_ENABLED_INSTRUMENTATIONS: 'http' }),
    ];
    expect(usual[0]?.split(',')).toEqual(expect.arrayContaining(['aws-sdk', 'http', 'undici', 'pg']));
    expect(usual.slice(1)).toEqual(['false', 'server']);
    expect(own).toEqual(['http', 'false', 'server']);
  });

  it('leaves out .npmrc, which may hold a token', async () => {
    const { code, left } = await entryOf(['entrypoint.js', '.npmrc']);
    expect(code).toBe(0);
    expect(left.sort()).toEqual(['entrypoint.js', 'start']);
  });

  it.each([
    [0xb7, 'b7', 0],
    [0x3e, 'b7', 1],
    [0x3e, '3e', 0],
  ])('lets a compiled addon of machine %i into an image of %s: exit %i', async (byte, machine, code) => {
    const elf = Buffer.alloc(64);
    elf[18] = byte;
    const addon = 'node_modules/a pac/build/Release/addon.node';
    const other = 'node_modules/b/prebuilds/darwin-x64/addon.node';
    const env = { machine, TARGETARCH: 'arm64' };
    const outcome = await runInstruction('find node_modules', { [addon]: elf, [other]: Buffer.alloc(64) }, env);
    expect(outcome.code, outcome.stderr).toBe(code);
    expect(outcome.stderr.includes(`${addon} is compiled for the builder's processor`)).toBe(code === 1);
  });
});

describe('templates/.dockerignore', () => {
  it.each([
    '**/.env',
    '**/.env.*',
    '**/.aws',
    '**/*.key',
    '**/*.sqlite',
    '**/*.db',
    '**/node_modules',
    '**/.git',
    '**/.mcp-multi-account',
  ])('keeps %s out of the image', async (pattern) => {
    expect((await read('templates/.dockerignore')).split('\n')).toContain(pattern);
  });
});
