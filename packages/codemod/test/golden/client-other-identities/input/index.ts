import { createHash, createHmac, type BinaryLike } from 'node:crypto';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { SignatureV4 } from '@smithy/signature-v4';
import { EC2 } from 'aws-sdk';
import { z } from 'zod';

const ec2 = new EC2({ region: process.env.AWS_REGION ?? 'us-east-1' });

class Sha256 {
  private readonly hash;
  constructor(secret?: BinaryLike) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  }
  update(data: BinaryLike) {
    this.hash.update(data);
  }
  async digest() {
    return new Uint8Array(this.hash.digest());
  }
}

const signer = new SignatureV4({
  service: 's3',
  region: 'us-east-1',
  sha256: Sha256 as never,
  credentials: {
    accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? '',
  },
});

const server = new McpServer({ name: 'golden', version: '1.0.0' });

server.registerTool('buckets', { inputSchema: { prefix: z.string() } }, async ({ prefix }) => {
  const url = new URL(process.env.AWS_ENDPOINT_URL ?? 'https://s3.us-east-1.amazonaws.com');
  const { headers } = await signer.sign({
    method: 'GET',
    protocol: url.protocol,
    hostname: url.hostname,
    path: '/',
    headers: { host: url.host },
  });
  const answer = await fetch(url, { headers });
  return { content: [{ type: 'text', text: prefix + answer.status }] };
});

server.registerTool('region', {}, async () => ({ content: [{ type: 'text', text: ec2.config.region }] }));

await server.connect(new StdioServerTransport());
