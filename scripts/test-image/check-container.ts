import { checkMcp } from './check-mcp.ts';
import { checkProbes } from './check-probes.ts';
import type { Container, ImageConfig } from './engine.ts';

/** AgentCore gives a container that ends much longer; the promise of docs/entrypoint.md is eight seconds for calls under way. */
const STOP_WITHIN_MS = 5_000;

export interface Stopped {
  readonly exitCode: number;
  readonly milliseconds: number;
}

/** What is wrong with a running container: probes, user, file system, MCP. Empty is good. */
export async function checkContainer(container: Container, { Healthcheck }: ImageConfig): Promise<string[]> {
  return [
    ...(await checkProbes(container.origin)),
    ...(await checkProcess(container)),
    ...(await checkHealth(container, Healthcheck?.Test ?? [])),
    ...(await checkMcp(`${container.origin}/mcp`)),
  ];
}

/** As the image says it runs: user and group 1000, nothing to be written to but /tmp, no npm. */
async function checkProcess({ exec }: Container): Promise<string[]> {
  const status = (await exec(['cat', '/proc/1/status'])).stdout;
  const facts: ReadonlyArray<readonly [string, boolean]> = [
    ['process 1 runs as user 1000', /^Uid:\s+1000\s+1000\s+1000\s+1000$/m.test(status)],
    ['process 1 runs as group 1000', /^Gid:\s+1000\s+1000\s+1000\s+1000$/m.test(status)],
    ['process 1 is Node', (await exec(['cat', '/proc/1/cmdline'])).stdout.startsWith('node\0')],
    ['/app cannot be written to', (await exec(['touch', '/app/new'])).stderr.includes('Read-only file system')],
    ['/tmp can be written to', (await exec(['touch', '/tmp/new'])).code === 0],
    ['no npm is in it', (await exec(['sh', '-c', 'command -v npm npx corepack yarn'])).stdout === ''],
    ['the authorities of RDS are in it', (await exec(['test', '-s', '/app/rds-global-bundle.pem'])).code === 0],
  ];
  return facts.filter(([, holds]) => !holds).map(([fact]) => `not so: ${fact}`);
}

/** The image's own health check, run in the container as an engine runs it. */
async function checkHealth({ exec }: Container, [kind, ...command]: readonly string[]): Promise<string[]> {
  if (kind !== 'CMD') return ['it has no health check in exec form'];
  const { code, stderr } = await exec(command);
  return code === 0 ? [] : [`its health check ends with ${code}: ${stderr}`];
}

export function checkStop({ exitCode, milliseconds }: Stopped): string[] {
  const seconds = (milliseconds / 1000).toFixed(1);
  return [
    ...(exitCode === 0 ? [] : [`SIGTERM ended it with exit code ${exitCode}`]),
    ...(milliseconds <= STOP_WITHIN_MS ? [] : [`SIGTERM took ${seconds} s`]),
  ];
}
