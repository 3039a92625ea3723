import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command, NoSuchBucket, S3Client } from '@aws-sdk/client-s3';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { failure, json } from './results.ts';
import { largestFirst, totalBytes } from './sizes.ts';

const s3 = new S3Client({ region: process.env.AWS_REGION ?? 'us-east-1' });

const server = new McpServer({ name: 's3-inventory', version: '1.0.0' });

server.registerTool(
  'list-buckets',
  {
    title: 'List buckets',
    description: 'List every S3 bucket of the account',
    annotations: { readOnlyHint: true },
  },
  async (extra) => {
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}), { abortSignal: extra.signal });
    return json({ buckets: Buckets.map((bucket) => bucket.Name) });
  },
);

server.registerTool(
  'list-objects',
  {
    title: 'List objects',
    description: 'List the objects of a bucket, a page at a time',
    inputSchema: {
      bucket: z.string().min(3).describe('Bucket name'),
      prefix: z.string().optional().describe('Only keys that begin with this'),
      limit: z.number().int().min(1).max(1000).default(100),
      cursor: z.string().optional().describe('nextCursor of the page before'),
    },
    annotations: { readOnlyHint: true },
  },
  async ({ bucket, prefix, limit, cursor }) => {
    const page = await s3.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: limit, ContinuationToken: cursor }),
    );
    const objects = (page.Contents ?? []).map(({ Key, Size }) => ({ key: Key, bytes: Size }));
    return json({ bucket, objects, nextCursor: page.NextContinuationToken });
  },
);

server.registerTool(
  'summarize-bucket',
  {
    title: 'Summarize a bucket',
    description: 'How much the first thousand objects of a bucket weigh, and which are the largest',
    inputSchema: { bucket: z.string().min(3).describe('Bucket name') },
    annotations: { readOnlyHint: true },
  },
  async ({ bucket }) => {
    try {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
      return json({
        bucket,
        objects: Contents.length,
        bytes: totalBytes(Contents),
        largest: largestFirst(Contents, 5),
      });
    } catch (error) {
      if (error instanceof NoSuchBucket) return failure(`There is no bucket ${bucket}.`);
      return failure(`Cannot read bucket ${bucket}: ${error instanceof Error ? error.message : String(error)}`);
    }
  },
);

server.registerTool(
  'read-object',
  {
    title: 'Read an object',
    description: 'The text of a small object',
    inputSchema: { bucket: z.string().min(3), key: z.string().min(1) },
    annotations: { readOnlyHint: true },
  },
  async ({ bucket, key }) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range: 'bytes=0-65535' }));
    return { content: [{ type: 'text', text: (await Body?.transformToString()) ?? '' }] };
  },
);

await server.connect(new StdioServerTransport());
