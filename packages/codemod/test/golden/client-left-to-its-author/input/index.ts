import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { execFile, type ExecFileOptions } from 'node:child_process';
import { promisify } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';

const run = promisify(execFile);
const options: ExecFileOptions = { timeout: 1000 };

async function load(): Promise<string> {
  return process.env.AWS_REGION ?? 'us-east-1';
}

let region = 'us-east-1';
export function setRegion(next: string): void {
  region = next;
}

async function awaited(): Promise<S3Client> {
  return new S3Client({ region: await load() });
}

const changing = (): S3Client => new S3Client({ region });

let raw: DynamoDBClient | undefined;
export function connect(client: DynamoDBClient): void {
  raw = client;
}
export const documents = () => raw && DynamoDBDocumentClient.from(raw);

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('regions', { inputSchema: { suffix: z.string() } }, async ({ suffix }) => {
  const regions = [await (await awaited()).config.region(), await changing().config.region()];
  return { content: [{ type: 'text', text: regions.join(' ') + suffix }] };
});

server.registerTool('whoami', { inputSchema: { profile: z.string() } }, async ({ profile }) => {
  const { stdout } = await run('aws', ['sts', 'get-caller-identity', '--profile', profile], options);
  return { content: [{ type: 'text', text: String(stdout) }] };
});

await server.connect(new StdioServerTransport());
