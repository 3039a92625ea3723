/**
 * A server's worth of tool calls in a process of its own: `node trial.ts <design> <calls>`. The environment is that of a
 * server (its own AWS keys, DATABASE_URL, ENCRYPTION_KEY, TRIAL_ACCOUNTS). Prints one JSON line: the calls that were
 * answered from another account, by kind of client.
 *
 * Each design gives the same four tools. `environment` is the design of the Python system, and `provider` the one that
 * comes to mind in TypeScript; they are kept to show that this trial can tell a wrong answer from a right one.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, GetCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { type AwsCredentials, createAccounts, perAccount, withAccountContext } from '../../src/index.ts';

/** Answers with the account whose data it was built from. */
type Tool = (args: { target_account_id?: string }) => Promise<string>;
type Make = <Client extends object>(build: (aws: <C extends object>(config?: C) => C) => Client) => Client;

const region = process.env.AWS_REGION as string;
const SERVER = process.env.TRIAL_SERVER as string;
const accounts = (process.env.TRIAL_ACCOUNTS as string).split(',');
const sleep = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
const ownerOf = (buckets: { Name?: string | undefined }[] = []) => buckets[0]?.Name?.replace('data-', '') ?? 'nobody';

/** The four ways a server holds a client; `make` is how a design builds one. */
function toolsWith(make: Make): Record<string, Tool> {
  const shared = make((aws) => new S3Client(aws({ region })));
  const document = make((aws) => DynamoDBDocumentClient.from(new DynamoDBClient(aws({ region }))));
  return {
    'shared client': async () => ownerOf((await shared.send(new ListBucketsCommand({}))).Buckets),
    'client per call': async () => {
      const client = make((aws) => new S3Client(aws({ region })));
      await sleep();
      return ownerOf((await client.send(new ListBucketsCommand({}))).Buckets);
    },
    'document client': async () => {
      const { Item } = await document.send(new GetCommand({ TableName: 'orders', Key: { id: '1' } }));
      return Item?.owner ?? 'nobody';
    },
    paginator: async () => {
      const owners = new Set<string>();
      for await (const page of paginateScan({ client: document, pageSize: 1 }, { TableName: 'orders' })) {
        for (const item of page.Items ?? []) owners.add(item.owner);
      }
      return [...owners].join(' and ');
    },
  };
}

function contextDesign(): Record<string, Tool> {
  const options = { accounts: createAccounts() };
  const inContext = (tool: Tool): Tool => withAccountContext((args) => sleep().then(() => tool(args)), options);
  return Object.fromEntries(Object.entries(toolsWith(perAccount)).map(([kind, tool]) => [kind, inContext(tool)]));
}

function environmentDesign(): Record<string, Tool> {
  const store = createAccounts();
  const own = { id: process.env.AWS_ACCESS_KEY_ID, secret: process.env.AWS_SECRET_ACCESS_KEY };
  const inEnvironment =
    (tool: Tool): Tool =>
    async (args) => {
      await sleep();
      const session = args.target_account_id ? await store.session(args.target_account_id) : undefined;
      const credentials = await session?.credentials();
      process.env.AWS_ACCESS_KEY_ID = credentials?.accessKeyId ?? own.id;
      process.env.AWS_SECRET_ACCESS_KEY = credentials?.secretAccessKey ?? own.secret;
      process.env.AWS_SESSION_TOKEN = credentials?.sessionToken ?? '';
      await sleep();
      return tool(args);
    };
  const make: Make = (build) => build((config) => config ?? ({} as never));
  return Object.fromEntries(Object.entries(toolsWith(make)).map(([kind, tool]) => [kind, inEnvironment(tool)]));
}

/** A client whose `credentials` function looks up the current account: the client memoizes the first answer. */
function providerDesign(): Record<string, Tool> {
  const store = createAccounts();
  const current = new AsyncLocalStorage<{ credentials(): Promise<AwsCredentials> } | undefined>();
  const own: AwsCredentials = {
    accessKeyId: process.env.AWS_ACCESS_KEY_ID as string,
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY as string,
  };
  const credentials = async () => current.getStore()?.credentials() ?? own;
  const inStorage =
    (tool: Tool): Tool =>
    async (args) => {
      const session = args.target_account_id ? await store.session(args.target_account_id) : undefined;
      return current.run(session, () => sleep().then(() => tool(args)));
    };
  const make: Make = (build) => build((config) => ({ ...config, credentials }) as never);
  return Object.fromEntries(Object.entries(toolsWith(make)).map(([kind, tool]) => [kind, inStorage(tool)]));
}

const DESIGNS = { context: contextDesign, environment: environmentDesign, provider: providerDesign };

const [design, count] = process.argv.slice(2) as [keyof typeof DESIGNS, string];
const tools = Object.entries(DESIGNS[design]());
const answers = await Promise.all(
  Array.from({ length: Number(count) }, async (_, index) => {
    const [kind, tool] = tools[index % tools.length] as [string, Tool];
    // One account more than there are: a call without a target.
    const target = accounts[Math.floor(index / tools.length) % (accounts.length + 1)];
    const answer = await tool(target ? { target_account_id: target } : {}).catch((error: Error) => error);
    // A typed error is an object where the tools' own answers are account IDs.
    const failure = answer instanceof Error ? answer.message : typeof answer === 'string' ? undefined : answer;
    if (failure !== undefined) return { kind, verdict: 'failed', answer: failure };
    return { kind, verdict: answer === (target ?? SERVER) ? 'right' : 'wrong', answer };
  }),
);
const wrong = answers.filter((answer) => answer.verdict === 'wrong');
const failed = answers.filter((answer) => answer.verdict === 'failed');
console.error(JSON.stringify([...wrong.slice(0, 3), ...failed.slice(0, 3)]));
process.stdout.write(
  JSON.stringify({
    calls: answers.length,
    wrong: wrong.length,
    failed: failed.length,
    kinds: Object.fromEntries(tools.map(([kind]) => [kind, wrong.filter((answer) => answer.kind === kind).length])),
  }),
);
process.exit(0);
