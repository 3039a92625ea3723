// Loaded into a server that `instrument` has prepared: its functions and its AWS clients report here.
import { createRequire } from 'node:module';
import { accountEnv, currentAccount } from '@mcp-multi-account/cred-extract';
import { PARAMETER } from '../../../src/verify/parameter.ts';
import { listBuckets } from './signed-request.ts';

/** The part of an AWS client that all of them have. */
interface AwsClient {
  readonly config: { region(): Promise<string> };
  send(command: object): Promise<unknown>;
}

const load = createRequire(import.meta.url);
const pending = new Set<Promise<unknown>>();

Object.assign(globalThis, { oracle: entered, oracleRegion: regionOf });
holdAnswers();

/** A server without AWS clients of its own: its functions ask instead. */
const FUNCTIONS_ASK = process.env.ORACLE_FUNCTIONS_ASK === 'true';

/** A function of the server runs as somebody, and none of its values may be the parameter. */
function entered(name: string, values: () => readonly unknown[]): void {
  if (currentAccount() && values().some((value) => holdsParameter(value)))
    throw new Error(`${PARAMETER} reached ${name}`);
  if (FUNCTIONS_ASK) track(askAws());
}

async function askAws(): Promise<void> {
  await listBuckets(accountEnv());
}

function holdsParameter(value: unknown, depth = 0): boolean {
  if (depth > 3 || typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, PARAMETER) || Object.values(value).some((one) => holdsParameter(one, depth + 1));
}

/** The cases answer with the region of a client, so that they run without AWS; here the same client asks AWS first. */
function regionOf(client: AwsClient): Promise<string> {
  const sent = client.send(readingCommand(client)).catch(() => {});
  track(sent);
  return sent.then(() => client.config.region());
}

const COMMANDS: Readonly<Record<string, readonly [module: string, command: string]>> = {
  S3: ['@aws-sdk/client-s3', 'ListBucketsCommand'],
  'Cost Explorer': ['@aws-sdk/client-cost-explorer', 'GetCostAndUsageCommand'],
  DynamoDB: ['@aws-sdk/client-dynamodb', 'ListTablesCommand'],
  Lambda: ['@aws-sdk/client-lambda', 'ListFunctionsCommand'],
  'CloudWatch Logs': ['@aws-sdk/client-cloudwatch-logs', 'DescribeLogGroupsCommand'],
  'Secrets Manager': ['@aws-sdk/client-secrets-manager', 'ListSecretsCommand'],
};

function readingCommand({ config }: AwsClient): object {
  const { serviceId } = config as unknown as { serviceId: string };
  const [module, name] = COMMANDS[serviceId] ?? [];
  if (module === undefined || name === undefined) throw new Error(`The oracle has no command for ${serviceId}.`);
  return new (load(module)[name])({});
}

function track(request: Promise<unknown>): void {
  pending.add(request);
  request.catch(() => {}).finally(() => pending.delete(request));
}

/** An answer leaves when all requests of its call have arrived, so that the test reads who signed them at once. */
function holdAnswers(): void {
  const write = process.stdout.write.bind(process.stdout);
  let last: Promise<unknown> = Promise.resolve();
  process.stdout.write = ((chunk: string) => {
    last = last.then(() => Promise.allSettled([...pending])).then(() => write(chunk));
    return true;
  }) as typeof process.stdout.write;
}
