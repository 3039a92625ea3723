import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { type Cloud, TARGET } from './cloud.ts';
import { ROOT } from './commands.ts';
import type { RealServer } from './servers.ts';

export interface Exercise {
  readonly listed: number;
  readonly withParameter: number;
  /** Who signed the request that the call with a target made; `nobody` when none arrived. */
  readonly signedBy: string;
}

/** Starts the converted server with a real client, lists its tools and calls one for the target account. */
export async function exercise(server: RealServer, folder: string, { aws, env }: Cloud): Promise<Exercise> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [
      ...(server.nodeArguments ?? []),
      '--import',
      join(ROOT, 'node_modules/tsx/dist/esm/index.mjs'),
      join(folder, server.entry),
    ],
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', ...env, ...server.env?.(aws.endpoint) },
    stderr: 'ignore',
  });
  const client = new Client({ name: 'real-servers', version: '1.0.0' });
  await client.connect(transport);
  try {
    const { tools } = await client.listTools();
    aws.clearRequests();
    const { tool, service } = server.call;
    await client.callTool({ name: tool, arguments: { ...server.call.arguments, target_account_id: TARGET } });
    const signers = new Set(
      aws.requests.filter((seen) => seen.service === service).map((seen) => seen.accountId ?? 'refused'),
    );
    return {
      listed: tools.length,
      withParameter: tools.filter((listed) => 'target_account_id' in (listed.inputSchema.properties ?? {})).length,
      signedBy: [...signers].join(' and ') || 'nobody',
    };
  } finally {
    await client.close();
  }
}
