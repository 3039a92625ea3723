import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { constructionsIn, countConstructions } from './count-constructions.ts';

describe('constructionsIn', () => {
  it.each<[string, number, string]>([
    ['a client', 1, "import { S3Client } from '@aws-sdk/client-s3';\nnew S3Client({});"],
    ['two of one class', 2, "import { S3Client } from '@aws-sdk/client-s3';\nnew S3Client({}); new S3Client();"],
    ['an aggregated client', 1, "import { S3 } from '@aws-sdk/client-s3';\nconst s3 = new S3({});"],
    ['a client under another name', 1, "import { S3Client as Storage } from '@aws-sdk/client-s3';\nnew Storage({});"],
    ['a required client', 1, "const { S3Client } = require('@aws-sdk/client-s3');\nnew S3Client({});"],
    ['a required client under another name', 1, "const { S3Client: C } = require('@aws-sdk/client-s3');\nnew C({});"],
    [
      'a document client',
      1,
      "import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';\nDynamoDBDocumentClient.from(db);",
    ],
    [
      'a list over several lines',
      1,
      "import {\n  ListBucketsCommand,\n  S3Client,\n} from '@aws-sdk/client-s3';\nnew S3Client({});",
    ],
    ['no command', 0, "import { ListBucketsCommand } from '@aws-sdk/client-s3';\nnew ListBucketsCommand({});"],
    ['no class of somebody else', 0, "import { S3Client } from './own.ts';\nnew S3Client({});"],
    ['no use without construction', 0, "import type { S3Client } from '@aws-sdk/client-s3';\nlet client: S3Client;"],
    ['no comment', 0, "import { S3Client } from '@aws-sdk/client-s3';\n// new S3Client({})\n/* new S3Client({}) */"],
  ])('counts %s', (_, expected, text) => {
    expect(constructionsIn(text)).toBe(expected);
  });
});

describe('countConstructions', () => {
  it('reads sources of every kind, and neither tests nor what others or compilers wrote', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'corpus-test-'));
    const text = "import { S3Client } from '@aws-sdk/client-s3';\nnew S3Client({});\n";
    const counted = ['a.ts', 'b.mjs', 'deep/er/c.cts', 'test-client.ts', 'attest.js'];
    const ignored = [
      'node_modules/x/a.js',
      'dist/a.js',
      'test/a.ts',
      'a.test.ts',
      'a.d.ts',
      '.cache/a.js',
      'README.md',
    ];
    try {
      for (const path of [...counted, ...ignored]) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), text);
      }
      expect(await countConstructions(folder)).toBe(counted.length);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
