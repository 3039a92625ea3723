import { spawn } from 'node:child_process';
import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../src/testing/index.ts';
import { type CommandLine, createCommandLine, MCP_ACCOUNTS } from '../support/mcp-accounts.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const SERVER = '999999999999';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

let aws: LocalAws;
let line: CommandLine;

beforeAll(async () => {
  const roles = [{ name: 'McpTarget', trustedAccounts: [SERVER], externalId: 'chosen-for-this-account' }];
  const accessKeys = [{ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET }];
  const accounts = [
    { accountId: SERVER },
    { accountId: '111111111111', roles },
    { accountId: '222222222222', accessKeys },
  ];
  aws = await startLocalAws({ accounts });
});
afterAll(() => aws.close());

/** What a terminal shows of the commands of a ```console block. */
async function replay(session: string): Promise<string> {
  const script = session
    .split('\n')
    .filter((text) => /^[$>] /.test(text))
    .map((text) => text.slice(2))
    .join('\n');
  // -v has the shell echo each line before it runs; both streams into one keep their order.
  const shell = spawn('sh', ['-c', 'exec sh -v -s 2>&1'], { cwd: line.folder, env: line.env });
  let shown = '';
  shell.stdout.on('data', (chunk) => {
    shown += chunk;
  });
  // No command of a session reads this, but for what is redirected into it.
  shell.stdin.end(`${script}\n`);
  await new Promise((done) => shell.on('close', done));
  return shown;
}

/** Prompts, times, folders and versions are not the same everywhere. */
function comparable(text: string): string {
  return text
    .replace(/^[$>] /gm, '')
    .replaceAll(line.folder, '/home/you')
    .replace(/in \d+\.\d s$/gm, 'in N s')
    .replace(/Node\.js v[\d.]+/g, 'Node.js vN')
    .trim();
}

describe.each([['docs/accounts-cli.md'], ['packages/cred-extract/README.md']])('the session in %s', (path) => {
  beforeAll(async () => {
    line = await createCommandLine({ ...aws.env(SERVER), ACCOUNT_SOURCES: 'sql' });
    const program = await line.file('mcp-accounts', `#!/bin/sh\nexec "${process.execPath}" "${MCP_ACCOUNTS}" "$@" \n`);
    await chmod(program, 0o755);
    await line.file('secret.txt', `${SECRET}\n`);
    line.env.PATH = `${line.folder}:${line.env.PATH}`;
  });
  afterAll(() => line.remove());

  it('is what a terminal shows', async () => {
    const [, session] = /^```console\n([\s\S]*?)^```$/m.exec(await readFile(join(ROOT, path), 'utf8')) ?? [];
    expect(session).toBeDefined();
    expect(comparable(await replay(session as string))).toBe(comparable(session as string));
  });
});
