import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalAccount, LocalAws, SignedRequest } from '@mcp-multi-account/cred-extract/testing';
import { presigners } from './presigned-urls.ts';

/** Not shown as secrets: accounts of a local AWS that ends with the run. */
const SERVER = '999999999999';
const KEY_ACCOUNT = '111111111111';
const ROLE_ACCOUNT = '222222222222';
const ROLE = { name: 'McpTarget', trustedAccounts: [SERVER], externalId: 'verify' };
const KEY = { accessKeyId: 'AKIAVERIFYTARGET0001', secretAccessKey: randomBytes(30).toString('base64') };

const ACCOUNTS: readonly LocalAccount[] = [
  { accountId: SERVER },
  { accountId: KEY_ACCOUNT, accessKeys: [KEY] },
  { accountId: ROLE_ACCOUNT, roles: [ROLE] },
];

/** Enough that calls which are made at once overlap. */
const LATENCY_MS = [2, 15] as const;

/** A local AWS with the server's own account and one target of each way to reach an account. */
export interface LocalCloud {
  readonly server: string;
  readonly targets: readonly string[];
  /** What a server needs to run in it. */
  readonly env: Readonly<Record<string, string>>;
  /** How many requests there have been. */
  mark(): number;
  /** Who signed the requests since `mark`, each once, without those to STS: a library asks it who the server is, and for roles. */
  signersSince(mark: number): string[];
  /** How many requests each account has signed since `mark`, without those for a role. */
  countsSince(mark: number): ReadonlyMap<string, number>;
  /** Who signed the presigned URLs of a text, each once: they are signed without a request. */
  presignersIn(text: string): Promise<string[]>;
  close(): Promise<void>;
}

export async function startLocalCloud(): Promise<LocalCloud> {
  const { startLocalAws } = await import('@mcp-multi-account/cred-extract/testing');
  const folder = await mkdtemp(join(tmpdir(), 'mcp-verify-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  // A verify that is interrupted leaves nothing behind.
  process.once('exit', removeFolder);
  const aws = await startLocalAws({ accounts: ACCOUNTS, latencyMs: LATENCY_MS });
  const close = async () => {
    await aws.close();
    process.off('exit', removeFolder);
    removeFolder();
  };
  try {
    const env = { ...(await writeProfile(folder, aws)), ...(await registerTargets(folder)) };
    return {
      server: SERVER,
      targets: [KEY_ACCOUNT, ROLE_ACCOUNT],
      env,
      mark: () => aws.requests.length,
      signersSince: (mark) => [...countSigners(aws, mark, isToSts).keys()].sort(),
      countsSince: (mark) => countSigners(aws, mark, isForRole),
      presignersIn: (text) => presigners(aws, text),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The user's own profiles stay out of it; a server that reads a profile finds the server's account there. */
async function writeProfile(folder: string, aws: LocalAws): Promise<Record<string, string>> {
  const env = aws.env(SERVER);
  const file = join(folder, 'aws-profile');
  const lines = ['aws_access_key_id', 'aws_secret_access_key', 'region'].map(
    (name) => `${name} = ${env[variableOf(name)]}`,
  );
  await writeFile(file, `[default]\n${lines.join('\n')}\n`, { mode: 0o600 });
  return { ...env, AWS_CONFIG_FILE: file, AWS_SHARED_CREDENTIALS_FILE: file };
}

function variableOf(setting: string): string {
  return setting === 'region' ? 'AWS_REGION' : setting.toUpperCase();
}

async function registerTargets(folder: string): Promise<Record<string, string>> {
  const { openAccountStore } = await import('@mcp-multi-account/cred-extract');
  const databaseUrl = `sqlite:${join(folder, 'accounts.db')}`;
  const encryptionKey = randomBytes(32).toString('base64');
  const store = openAccountStore({ databaseUrl, encryptionKey });
  try {
    await store.migrate();
    await store.put({
      account_id: KEY_ACCOUNT,
      auth_type: 'aksk',
      access_key_id: KEY.accessKeyId,
      secret_access_key: KEY.secretAccessKey,
    });
    await store.put({
      account_id: ROLE_ACCOUNT,
      auth_type: 'iam_role',
      role_arn: `arn:aws:iam::${ROLE_ACCOUNT}:role/${ROLE.name}`,
      external_id: ROLE.externalId,
    });
  } finally {
    await store.close();
  }
  return { DATABASE_URL: databaseUrl, ENCRYPTION_KEY: encryptionKey };
}

function countSigners(
  { requests }: LocalAws,
  mark: number,
  isLeftOut: (request: SignedRequest) => boolean,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const request of requests.slice(mark)) {
    const { accountId = 'nobody known' } = request;
    if (!isLeftOut(request)) counts.set(accountId, (counts.get(accountId) ?? 0) + 1);
  }
  return counts;
}

function isToSts({ service }: SignedRequest): boolean {
  return service === 'sts';
}

function isForRole(request: SignedRequest): boolean {
  return isToSts(request) && request.operation.startsWith('AssumeRole');
}
