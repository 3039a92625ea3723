import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { startFixture } from '../conformance/start-fixture.ts';
import { checkContainer, checkStop } from './check-container.ts';
import { checkMcp } from './check-mcp.ts';
import { checkProbes, untilHealthy } from './check-probes.ts';
import type { Result } from './run-program.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function originOf(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const RUNNING = 'Name:\tnode\nUid:\t1000\t1000\t1000\t1000\nGid:\t1000\t1000\t1000\t1000\n';

/** A container that answers commands as a good one does, but for what `changed` says. */
function containerAt(origin: string, changed: Readonly<Record<string, Partial<Result>>> = {}) {
  const answers: Readonly<Record<string, Partial<Result>>> = {
    'cat /proc/1/status': { stdout: RUNNING },
    'cat /proc/1/cmdline': { stdout: 'node\0/app/start\0' },
    'touch /app/new': { code: 1, stderr: "touch: cannot touch '/app/new': Read-only file system" },
    ...changed,
  };
  return {
    origin,
    startedAt: 0,
    exec: async (command: readonly string[]) => ({ code: 0, stdout: '', stderr: '', ...answers[command.join(' ')] }),
    output: async () => '',
    stop: async () => ({ exitCode: 0, milliseconds: 1 }),
    [Symbol.asyncDispose]: async () => {},
  };
}

const HEALTHY = { Healthcheck: { Test: ['CMD', 'check'] } };

describe('the checks of a container', () => {
  it('find nothing wrong with a server on the entry point that takes accounts', async () => {
    await using fixture = await startFixture('SDK v1, withAccounts');
    const { origin } = new URL(fixture.url);
    await untilHealthy(origin);
    expect(await checkContainer(containerAt(origin), HEALTHY)).toEqual([]);
  });

  it('find a user, a root or a program that is not as promised, and a health check that fails', async () => {
    await using fixture = await startFixture('SDK v1, withAccounts');
    const container = containerAt(new URL(fixture.url).origin, {
      'cat /proc/1/status': { stdout: RUNNING.replaceAll('1000', '0') },
      'cat /proc/1/cmdline': { stdout: 'sh\0-c\0' },
      'touch /app/new': { code: 0, stderr: '' },
      'sh -c command -v npm npx corepack yarn': { stdout: '/usr/local/bin/npm\n' },
      'test -s /app/rds-global-bundle.pem': { code: 1 },
      check: { code: 1, stderr: 'refused' },
    });
    expect(await checkContainer(container, HEALTHY)).toEqual([
      'not so: process 1 runs as user 1000',
      'not so: process 1 runs as group 1000',
      'not so: process 1 is Node',
      'not so: /app cannot be written to',
      'not so: no npm is in it',
      'not so: the authorities of RDS are in it',
      'its health check ends with 1: refused',
    ]);
  });

  it('find tools that take no account', async () => {
    await using fixture = await startFixture('SDK v2');
    const problems = await checkMcp(fixture.url);
    expect(problems).toContain('test_simple_text does not take target_account_id');
    expect(problems.at(-1)).toContain('for an account that is not there answers');
  });

  it('find probes that are answered wrongly', async () => {
    const origin = await originOf((_, response) => response.writeHead(401).end('no token'));
    expect(await checkProbes(origin)).toEqual([
      'GET /ping is answered with 401',
      'GET /health is answered with 401',
      'GET /healthz is answered with 401',
      'a ping with params null is answered with 401: no token',
    ]);
  });

  it('wait for a container that starts late', async () => {
    let asked = 0;
    const origin = await originOf((_, response) => response.writeHead(++asked < 3 ? 503 : 200).end());
    await untilHealthy(origin);
    expect(asked).toBe(3);
  });

  it.each([
    [{ exitCode: 0, milliseconds: 5000 }, []],
    [{ exitCode: 137, milliseconds: 10_040 }, ['SIGTERM ended it with exit code 137', 'SIGTERM took 10.0 s']],
  ])('of its end %j: %j', (stopped, problems) => {
    expect(checkStop(stopped)).toEqual(problems);
  });
});
