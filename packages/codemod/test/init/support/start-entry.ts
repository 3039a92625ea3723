import { type ChildProcess, spawn } from 'node:child_process';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';

/** What `greet` answers when the entry file is started over stdio, by a real client. */
export function greetedOverStdio(folder: string, built: string): Promise<string> {
  return greeting(
    new StdioClientTransport({ command: process.execPath, args: [built], cwd: folder, stderr: 'ignore' }),
  );
}

/** The same over HTTP. */
export async function greetedOverHttp(folder: string, built: string): Promise<string> {
  const env = { ...process.env, MCP_TRANSPORT: 'streamable-http', MCP_PORT: '0' };
  const server = spawn(process.execPath, [built], { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
  try {
    // The SDK's types disagree with themselves under exactOptionalPropertyTypes.
    return await greeting(new StreamableHTTPClientTransport(new URL(await addressOf(server))) as Transport);
  } finally {
    server.kill('SIGKILL');
  }
}

async function greeting(transport: Transport): Promise<string> {
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(transport);
  const { content } = await client.callTool({ name: 'greet', arguments: {} });
  await client.close();
  return (content as { text: string }[])[0]?.text ?? '';
}

/** As the entry point says it on standard error. */
function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr?.on('data', (chunk) => {
      said += chunk;
      const url = /http:\/\/127\.0\.0\.1:\d+\/mcp/.exec(said)?.[0];
      if (url !== undefined) resolve(url);
    });
    server.on('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)));
  });
}
