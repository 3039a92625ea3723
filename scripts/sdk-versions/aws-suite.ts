/**
 * Runs in a folder where one version of the AWS SDK is installed: `node aws-suite.ts <library> <endpoint>
 * <server account> <account,…>`, in the environment of a server. Prints one JSON line: calls in the right and in a wrong account, by what was used.
 */
/** Also of versions whose names `import` does not find, because they are CommonJS that it cannot read. */
async function load<Module extends object>(name: string): Promise<Module> {
  const module: { default?: Module } = await import(name);
  return { ...module, ...module.default } as Module;
}
const { DynamoDBClient, ScanCommand } =
  await load<typeof import('@aws-sdk/client-dynamodb')>('@aws-sdk/client-dynamodb');
const { GetObjectCommand, HeadBucketCommand, ListBucketsCommand, S3Client } =
  await load<typeof import('@aws-sdk/client-s3')>('@aws-sdk/client-s3');
const { DynamoDBDocumentClient, GetCommand, paginateScan } =
  await load<typeof import('@aws-sdk/lib-dynamodb')>('@aws-sdk/lib-dynamodb');
const { getSignedUrl } = await load<typeof import('@aws-sdk/s3-request-presigner')>('@aws-sdk/s3-request-presigner');

type Aws = (<C extends object>(config: C) => C) & { readonly region: string | undefined };
interface Library {
  perAccount<Client extends object>(factory: (aws: Aws) => Client): Client;
  withAccountContext(
    handler: (args: object) => Promise<unknown>,
  ): (args: object) => Promise<{ content: [{ text: string }] }>;
}

const [libraryPath, endpoint, server, accountList] = process.argv.slice(2) as [string, string, string, string];
const { perAccount, withAccountContext } = (await import(libraryPath)) as Library;
const region = 'us-east-1';

const s3 = perAccount((aws) => new S3Client(aws({ region, endpoint, forcePathStyle: true })));
const document = perAccount((aws) => DynamoDBDocumentClient.from(new DynamoDBClient(aws({ region, endpoint }))));
const table = perAccount((aws) => new DynamoDBClient(aws({ region, endpoint })));
const nameOf = (bucket: string | undefined) => bucket?.replace('data-', '') ?? 'nobody';

/** What a server does with AWS; each answers with the account whose data it was given. */
const USES: Readonly<Record<string, (accountId: string) => Promise<string>>> = {
  'S3 client': async () => nameOf((await s3.send(new ListBucketsCommand({}))).Buckets?.[0]?.Name),
  'S3 client of the call': async () => {
    const client = perAccount((aws) => new S3Client(aws({ region, endpoint, forcePathStyle: true })));
    return nameOf((await client.send(new ListBucketsCommand({}))).Buckets?.[0]?.Name);
  },
  'callback style': () =>
    new Promise((resolve, reject) => {
      s3.send(new ListBucketsCommand({}), (error, output) =>
        error ? reject(error) : resolve(nameOf(output?.Buckets?.[0]?.Name)),
      );
    }),
  'bucket of the account': async (accountId) => {
    await s3.send(new HeadBucketCommand({ Bucket: `data-${accountId}` }));
    return accountId;
  },
  'document client': async () => {
    const { Item } = await document.send(new GetCommand({ TableName: 'orders', Key: { id: '1' } }));
    return String(Item?.owner);
  },
  paginator: async () => {
    const owners = new Set<string>();
    for await (const page of paginateScan({ client: document, pageSize: 1 }, { TableName: 'orders' })) {
      for (const item of page.Items ?? []) owners.add(String(item.owner));
    }
    return [...owners].join(' and ');
  },
  'low-level client': async () => {
    const { Items } = await table.send(new ScanCommand({ TableName: 'orders', Limit: 1 }));
    return String(Items?.[0]?.owner?.S);
  },
  'presigned URL': (accountId) => readPresigned(s3, accountId),
  region: async (accountId) => {
    const own = await (s3.config.region as () => Promise<string>)();
    return own === 'eu-west-1' ? accountId : own;
  },
  instanceof: async (accountId) =>
    s3 instanceof S3Client && document instanceof DynamoDBDocumentClient ? accountId : 'another class',
};

async function readPresigned(client: InstanceType<typeof S3Client>, accountId: string): Promise<string> {
  const command = new GetObjectCommand({ Bucket: `data-${accountId}`, Key: 'owner' });
  const response = await fetch(await getSignedUrl(client, command, { expiresIn: 60 }));
  if (!response.ok) throw new Error(`The presigned URL was refused with status ${response.status}.`);
  return response.text();
}

interface Tally {
  right: number;
  wrong: number;
  failed: number;
  /** The first thing that was not right. */
  example?: string;
}

async function tally(use: (accountId: string) => Promise<string>): Promise<Tally> {
  const accounts = accountList.split(',');
  const tool = withAccountContext(async (args) => {
    const { accountId } = args as { accountId: string };
    return { content: [{ type: 'text', text: await use(accountId) }] };
  });
  const result: Tally = { right: 0, wrong: 0, failed: 0 };
  await Promise.all(
    Array.from({ length: accounts.length * 5 }, async (_, index) => {
      const accountId = accounts[index % accounts.length] as string;
      const answer = await tool({ accountId, target_account_id: accountId }).catch((error: Error) => error);
      const text = answer instanceof Error ? undefined : answer.content[0].text;
      const verdict = text === undefined ? 'failed' : text === accountId ? 'right' : 'wrong';
      result[verdict] += 1;
      if (verdict !== 'right') result.example ??= String(text ?? answer).slice(0, 200);
    }),
  );
  return result;
}

/**
 * Whether this version has what a use needs: the first ones have no paginators for document clients, and presign the local AWS's
 * host without its port.
 */
async function applies(use: string): Promise<boolean> {
  if (use === 'paginator') return typeof paginateScan === 'function';
  if (use !== 'presigned URL') return true;
  const plain = new S3Client({ region, endpoint, forcePathStyle: true });
  return readPresigned(plain, server).then(
    (owner) => owner === server,
    () => false,
  );
}

const results: Record<string, Tally | null> = {};
for (const [name, use] of Object.entries(USES)) results[name] = (await applies(name)) ? await tally(use) : null;
process.stdout.write(JSON.stringify(results), () => process.exit(0));
