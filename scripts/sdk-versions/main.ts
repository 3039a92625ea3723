/**
 * `npm run sdk-versions [-- aws|mcp]`: the built library beside old and new versions of the AWS SDK and of the MCP SDKs, on Node
 * 22.13 and 24, each installed into a temporary folder. Prints the tables of docs/sdk-versions.md. Needs npm's registry.
 */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ACCOUNTS, type Organization, SERVER, startOrganization } from './organization.ts';
import { type Column, type Result, versionsTable } from './tables.ts';

const run = promisify(execFile);
const LIBRARY = fileURLToPath(new URL('../../packages/cred-extract/dist/index.js', import.meta.url));
const NODES = ['22.13.0', '24.9.0'] as const;

interface Trial {
  readonly title: string;
  /** What npm installs. */
  readonly packages: readonly string[];
  /** The file that runs there, and its arguments after the library's path. */
  readonly suite: string;
  readonly args: readonly string[];
}

/** The oldest runs on Node 22 and has a document client; `latest` is what npm gives on the day. */
const AWS_VERSIONS = ['3.16.0', '3.100.0', '3.449.0', '3.840.0', 'latest'];

function awsTrials(endpoint: string): Trial[] {
  return AWS_VERSIONS.map((version) => ({
    title: version,
    packages: ['client-s3', 'client-dynamodb', 'lib-dynamodb', 's3-request-presigner'].map(
      (name) => `@aws-sdk/${name}@${version}`,
    ),
    suite: 'aws-suite.ts',
    args: [endpoint, SERVER, ACCOUNTS.join()],
  }));
}

const MCP_TRIALS: readonly Trial[] = [
  mcpTrial('sdk 1.0.0, low level', 'v1-low-level', ['sdk@1.0.0']),
  mcpTrial('sdk 1.3.0, low level', 'v1-low-level', ['sdk@1.3.0']),
  mcpTrial('sdk 1.3.0', 'v1', ['sdk@1.3.0']),
  mcpTrial('sdk 1.12.0', 'v1', ['sdk@1.12.0']),
  mcpTrial('sdk 1.32.2', 'v1', ['sdk@1.32.2']),
  mcpTrial('server and client 2.4.0', 'v2', ['server@2.4.0', 'client@2.4.0']),
];

function mcpTrial(title: string, style: string, packages: readonly string[]): Trial {
  const names = packages.map((name) => `@modelcontextprotocol/${name}`);
  return { title, packages: names, suite: 'mcp-suite.ts', args: [style, ACCOUNTS.join()] };
}

/** For each Node: what the suite printed, or how it failed. */
async function resultsOf(trial: Trial, organization: Organization): Promise<Result[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sdk-versions-'));
  try {
    await writeFile(join(folder, 'package.json'), '{"type":"module","private":true}');
    await npm(folder, [
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--legacy-peer-deps',
      ...trial.packages,
    ]);
    await copyFile(new URL(trial.suite, import.meta.url), join(folder, trial.suite));
    const results: Result[] = [];
    for (const version of NODES) {
      const args = ['--experimental-strip-types', '--no-warnings', trial.suite, LIBRARY, ...trial.args];
      const env = { ...organization.env, PATH: process.env.PATH };
      results.push(
        await run(await nodeOf(version), args, { cwd: folder, env, timeout: 300_000 }).then(
          ({ stdout }) => JSON.parse(stdout),
          (error: Error & { stderr?: string }) => ({ error: (error.stderr || error.message).slice(-400) }),
        ),
      );
    }
    return results;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const nodes = new Map<string, Promise<string>>();

/** The path of a Node of that version, as npm packages it. */
function nodeOf(version: string): Promise<string> {
  let path = nodes.get(version);
  if (!path) {
    path = run('npx', ['--yes', '--package', `node@${version}`, 'node', '-p', 'process.execPath']).then(({ stdout }) =>
      stdout.trim(),
    );
    nodes.set(version, path);
  }
  return path;
}

async function npm(cwd: string, args: readonly string[]): Promise<void> {
  await mkdir(join(cwd, 'node_modules'), { recursive: true });
  await run('npm', args, { cwd, timeout: 300_000, maxBuffer: 10_000_000 });
}

const wanted = process.argv[2];
await using organization = await startOrganization();

async function columnsOf(trials: readonly Trial[]): Promise<Column[]> {
  const columns: Column[] = [];
  for (const trial of trials) {
    const results = await resultsOf(trial, organization);
    columns.push(...results.map((result, index) => ({ title: `${trial.title}, Node ${NODES[index]}`, result })));
    console.error(`${trial.title}: ${JSON.stringify(results)}`);
  }
  return columns;
}

if (wanted !== 'mcp') console.log(versionsTable('AWS SDK', await columnsOf(awsTrials(organization.endpoint))));
if (wanted !== 'aws') console.log(versionsTable('MCP SDK', await columnsOf(MCP_TRIALS)));
