/**
 * One process of the benchmark `guard`: `node guard-requests.ts <http|fetch|sdk|check> <guarded|unguarded> <origin>`.
 * Prints the processor time of one request, in microseconds, inside a call for an account.
 */
import { channel } from 'node:diagnostics_channel';
import http from 'node:http';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { runInContext } from '../packages/cred-extract/src/context/account-context.ts';
import { accountContext } from '../packages/cred-extract/src/context/account-contexts.ts';
import { installGuard } from '../packages/cred-extract/src/context/guard/guard.ts';
import { perAccount } from '../packages/cred-extract/src/index.ts';
import { fakeSession } from '../packages/cred-extract/test/support/fake-accounts.ts';

const [, , kind = '', mode, origin = ''] = process.argv;
const authorization = `AWS4-HMAC-SHA256 Credential=AKIA111111111111/20260101/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`;
const agent = new http.Agent({ keepAlive: true });
const s3 = perAccount((aws) => new S3Client(aws({ endpoint: origin, region: 'us-east-1' })));
const created = channel('http.client.request.created');

const KINDS: Readonly<Record<string, { readonly count: number; readonly run: () => unknown }>> = {
  http: { count: 2_000, run: () => overHttp() },
  fetch: { count: 2_000, run: async () => (await fetch(origin, { headers: { authorization } })).text() },
  sdk: { count: 1_000, run: () => s3.send(new ListBucketsCommand({})) },
  // What Node does to have a request checked, and nothing else.
  check: { count: 400_000, run: () => created.publish({ request: unsent() }) },
};

function overHttp(): Promise<unknown> {
  return new Promise((resolve, reject) => {
    http
      .get(origin, { agent, headers: { authorization } }, (response) => response.resume().on('end', resolve))
      .on('error', reject);
  });
}

function unsent(): object {
  return { path: '/', getHeader: () => authorization, _implicitHeader() {} };
}

async function repeat(count: number, run: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  for (let done = 0; done < count; done += 1) await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

const { count, run } = KINDS[kind] as (typeof KINDS)[string];
if (mode === 'guarded') installGuard();
await runInContext(accountContext(fakeSession('111111111111')), async () => {
  await repeat(count / 4, run);
  console.log(await repeat(count, run));
});
process.exit();
