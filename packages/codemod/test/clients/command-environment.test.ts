import { describe, expect, it } from 'vitest';
import { rewrittenClients } from '../support/rewritten-clients.ts';

const HEAD = `import { exec, execFile, execFileSync, execSync, spawn, spawnSync, type SpawnOptions } from 'node:child_process';
import { promisify } from 'node:util';
import { execa, execaCommand, $ } from 'execa';
import { accountEnv } from '@mcp-multi-account/cred-extract';
const run = promisify(execFile);
const runLine = promisify(exec);
const limits = { timeout: 1000 };
const withEnv = { env: { ...process.env, CI: '1' }, timeout: 1000 };
const done = (error: unknown) => error;
declare const args: string[];
declare const anything: any;
`;

function rewritten(code: string): string {
  const { files, reports } = rewrittenClients({ 'a.ts': `${HEAD}${code}` });
  const text = files['a.ts'] as string;
  expect(text.startsWith(HEAD)).toBe(true);
  expect(reports.map(({ how, verdict }) => `${how} ${verdict}`)).toEqual([
    text === HEAD + code ? 'manual child-process' : 'source child-process',
  ]);
  const again = rewrittenClients({ 'a.ts': text });
  expect(again.files['a.ts']).toBe(text);
  expect(again.reports.map(({ verdict }) => verdict)).toEqual([
    text === HEAD + code ? 'child-process' : 'already-done',
  ]);
  return text.slice(HEAD.length);
}

describe('a command that is given no options', () => {
  it.each([
    ["spawn('aws')", "spawn('aws', { env: accountEnv() })"],
    ["spawn('aws', ['s3', 'ls'])", "spawn('aws', ['s3', 'ls'], { env: accountEnv() })"],
    ["spawn(\n  'aws',\n  args,\n)", "spawn(\n  'aws',\n  args, { env: accountEnv() },\n)"],
    ["spawnSync('aws', args)", "spawnSync('aws', args, { env: accountEnv() })"],
    ["execFileSync('aws', ['s3'])", "execFileSync('aws', ['s3'], { env: accountEnv() })"],
    ["execFile('aws', ['s3'], done)", "execFile('aws', ['s3'], { env: accountEnv() }, done)"],
    ["execFile('aws', (error) => error)", "execFile('aws', { env: accountEnv() }, (error) => error)"],
    ["exec('aws s3 ls')", "exec('aws s3 ls', { env: accountEnv() })"],
    ["exec('aws s3 ls', done)", "exec('aws s3 ls', { env: accountEnv() }, done)"],
    [`execSync(\`aws s3 ls \${args[0]}\`)`, `execSync(\`aws s3 ls \${args[0]}\`, { env: accountEnv() })`],
    ["run('aws', ['s3'])", "run('aws', ['s3'], { env: accountEnv() })"],
    ["runLine('aws s3 ls')", "runLine('aws s3 ls', { env: accountEnv() })"],
    ["execa('aws', ['s3'])", "execa('aws', ['s3'], { env: accountEnv() })"],
    ["execaCommand('aws s3 ls')", "execaCommand('aws s3 ls', { env: accountEnv() })"],
  ])('gets them: %s', (before, after) => {
    expect(rewritten(`${before};\n`)).toBe(`${after};\n`);
  });
});

describe('a command that is given options', () => {
  it.each([
    ['{}', '{ env: accountEnv() }'],
    ["{ cwd: '/' }", "{ cwd: '/', env: accountEnv() }"],
    ['{\n  timeout: 5, // seconds\n}', '{\n  timeout: 5, // seconds\n  env: accountEnv(),\n}'],
    ['{ ...limits, shell: true }', '{ ...limits, shell: true, env: accountEnv() }'],
    ['limits', '{ ...limits, env: accountEnv() }'],
    ['withEnv', '{ ...withEnv, env: accountEnv(withEnv.env) }'],
  ])('gets the environment added to %s', (before, after) => {
    expect(rewritten(`spawn('aws', [], ${before});\n`)).toBe(`spawn('aws', [], ${after});\n`);
    expect(rewritten(`execFile('aws', [], ${before}, done);\n`)).toBe(`execFile('aws', [], ${after}, done);\n`);
  });

  it.each([
    ['env: process.env', 'env: accountEnv()'],
    ["env: { ...process.env, CI: '1' }", "env: { ...accountEnv(), CI: '1' }"],
    ["env: { ...process.env, 'AWS_PAGER': '' }", "env: { ...accountEnv(), 'AWS_PAGER': '' }"],
    ["env: { ...process.env, AWS_REGION: 'eu-west-1' }", "env: { ...accountEnv(), AWS_REGION: 'eu-west-1' }"],
    ['env: { PATH: process.env.PATH }', 'env: accountEnv({ PATH: process.env.PATH })'],
    ["env: { CI: '1', ...process.env }", "env: accountEnv({ CI: '1', ...process.env })"],
    ["env: { ...process.env, AWS_PROFILE: 'x' }", "env: accountEnv({ ...process.env, AWS_PROFILE: 'x' })"],
    ['env: { ...process.env, ...anything }', 'env: accountEnv({ ...process.env, ...anything })'],
    ["env: { ...process.env, [anything]: '' }", "env: accountEnv({ ...process.env, [anything]: '' })"],
    ['env: anything', 'env: accountEnv(anything)'],
  ])('keeps what it adds to the environment: %s', (before, after) => {
    expect(rewritten(`execSync('aws s3 ls', { ${before} });\n`)).toBe(`execSync('aws s3 ls', { ${after} });\n`);
  });

  it('follows an environment that is made elsewhere', () => {
    expect(rewritten("const env = { ...process.env };\nspawn('aws', args, { env });\n")).toBe(
      "const env = { ...process.env };\nspawn('aws', args, { env: accountEnv(env) });\n",
    );
  });
});

describe('a command is left to a person', () => {
  it.each([
    "spawn('aws', anything);",
    "spawn('aws', ...anything);",
    "spawn('aws', [], anything);".replace('anything', '{ ...anything }'),
    "execFile('aws', ['s3'], anything);",
    "exec('aws s3 ls', anything);",
    "$('aws s3 ls');",
    "spawn('aws', [], { env() { return {}; } });",
    "spawn('aws', [], { [anything]: 1 });",
    'function start(options: SpawnOptions) { spawn("aws", [], { ...options }); }',
  ])('where its options cannot be told: %s', (code) => {
    expect(rewritten(`${code}\n`)).toBe(`${code}\n`);
  });

  it('never by guessing that options given by name hold no environment', () => {
    const code = "export function start(options: any) { return spawn('aws', [], options); }\n";
    expect(rewritten(code)).toBe(code);
  });
});

describe('the names of the library', () => {
  it('are imported once for all commands of a file, and not taken from others', () => {
    const code =
      "import { execSync } from 'child_process';\nconst accountEnv = 1;\nexecSync('aws a');\nexecSync('aws b');\n";
    const text = rewrittenClients({ 'a.ts': code }).files['a.ts'];
    expect(text).toContain('import { accountEnv as awsAccountEnv }');
    expect(text?.match(/env: awsAccountEnv\(\)/g)).toHaveLength(2);
    expect(rewrittenClients({ 'a.ts': text as string }).files['a.ts']).toBe(text);
  });
});
