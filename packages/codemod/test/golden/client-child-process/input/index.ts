import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { exec, execFile, execSync, spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';

const here = dirname(fileURLToPath(import.meta.url));
process.env.PATH = `${here}:${process.env.PATH}`;

const run = promisify(execFile);
const limits = { timeout: 10_000 };

// the region that the AWS CLI would use
async function region(): Promise<string> {
  const { stdout } = await run('aws', ['configure', 'get', 'region'], {
    ...limits,
    env: { ...process.env, AWS_PAGER: '' }, // no pager
  });
  return stdout.trim();
}

function inherited(): string {
  return execSync('aws configure get region').toString().trim();
}

function called(): Promise<string> {
  return new Promise((resolve, reject) => {
    exec('aws configure get region', (error, stdout) => (error ? reject(error) : resolve(stdout.trim())));
  });
}

function streamed(args: string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn('aws', args, limits);
    let text = '';
    child.stdout.on('data', (chunk) => (text += chunk));
    child.on('close', () => resolve(text.trim()));
  });
}

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('regions', { inputSchema: { separator: z.string() } }, async ({ separator }) => {
  const git = execSync('echo not-aws').toString().trim();
  const regions = [await region(), inherited(), await called(), await streamed(['configure', 'get', 'region']), git];
  return { content: [{ type: 'text', text: regions.join(separator) }] };
});

await server.connect(new StdioServerTransport());
