import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { type Outcome, runCli } from './run-cli.ts';
import { V1 } from './tools.ts';

export const tool = (name: string) =>
  `server.registerTool('${name}', { inputSchema: { q: z.string() } }, async () => ({ content: [] }));\n`;
export const SERVER = V1 + tool('list') + tool('delete_all');
export const CLIENT = "import { S3Client } from '@aws-sdk/client-s3';\nexport const s3 = new S3Client({});\n";
export const OPAQUE = "server.registerTool('opaque', make(), async () => ({ content: [] }));\n";

/** A new folder for each test of the file that imports this one. */
export let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'run-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

export async function write(files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

export function read(path: string): Promise<string> {
  return readFile(join(folder, path), 'utf8');
}

export function cli(...given: string[]): Promise<Outcome> {
  return runCli(folder, ['run', ...given]);
}

export function git(...given: string[]): string {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'core.autocrlf=false'];
  return execFileSync('git', [...identity, ...given], { cwd: folder, encoding: 'utf8' });
}

export function commitAll(): void {
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'state');
}
