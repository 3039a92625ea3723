import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refusal } from '../../src/run/refusal.ts';
import type { VerifyReport } from '../../src/verify/types.ts';
import { type VerifyOptions, verify } from '../../src/verify/verify.ts';

const PROGRAM = fileURLToPath(new URL('support/program.ts', import.meta.url));
const OLD_SERVER = fileURLToPath(new URL('support/old-server.ts', import.meta.url));
const LEGACY = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'];
const NO_ACCOUNTS = { DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent' };

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verify-test-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function verifyProgram(kind: string, options: VerifyOptions = {}): Promise<VerifyReport> {
  const target = { kind: 'command', command: process.execPath, args: [PROGRAM, kind] } as const;
  const env = options.localAws ? {} : NO_ACCOUNTS;
  return verify(target, { timeoutMs: 20_000, ...options, env: { ...env, ...options.env } });
}

async function refusalOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Refusal);
  return (error as Refusal).message;
}

const spoken = ({ protocols }: VerifyReport) => protocols.filter((one) => one.spoken).map(({ version }) => version);

describe.concurrent('verify of a server whose tools follow the account', () => {
  it('passes over every version of SDK v1, and says why 2026-07-28 is not spoken', async () => {
    const report = await verifyProgram('converted');
    expect(report.summary).toMatchObject({ ok: true, failures: [], warnings: [] });
    expect(spoken(report)).toEqual(LEGACY);
    expect(report.protocols.at(-1)).toEqual({
      version: '2026-07-28',
      spoken: false,
      tools: 0,
      reason: 'the server does not offer it',
    });
    expect(report.tools).toEqual([{ name: 'list-buckets', listed: true, takesParameter: true, reason: '' }]);
    expect(report.calls.map(({ kind, outcome }) => [kind, outcome])).toEqual(
      LEGACY.map(() => ['wrong-account', 'passed']),
    );
  });

  it('passes over 2026-07-28 too when SDK v2 serves it, and with the calls of a local AWS', async () => {
    const report = await verifyProgram('modern', { localAws: true });
    expect(report.summary).toMatchObject({ ok: true, protocols: 5 });
    const modern = report.calls.filter(({ protocol }) => protocol === '2026-07-28');
    expect(modern.map(({ kind, signedBy }) => [kind, ...(signedBy ?? [])])).toEqual([
      ['wrong-account'],
      ['as-server', '999999999999'],
      ['as-target', '111111111111'],
      ['as-target', '222222222222'],
      ['as-server', '999999999999'],
      ['at-once', '111111111111', '222222222222', '999999999999'],
    ]);
  });

  it('proves by the local AWS who signed, for a key pair and for a role', async () => {
    const { summary, calls } = await verifyProgram('converted', { localAws: true });
    expect(summary).toMatchObject({ ok: true, calls: { total: 24, passed: 24, failed: 0, unproven: 0 } });
    expect(calls.filter(({ kind }) => kind === 'as-target').every((call) => call.signedBy?.[0] === call.target)).toBe(
      true,
    );
    expect(calls.find(({ kind }) => kind === 'wrong-account')).toMatchObject({
      reason: 'account_not_found',
      signedBy: [],
    });
  });
});

describe.concurrent('verify of tools that make no request of their own, or only to STS', () => {
  const proven = ({ calls }: VerifyReport) =>
    calls
      .filter(({ kind, protocol }) => kind !== 'wrong-account' && protocol === '2025-11-25')
      .map(({ kind, outcome, signedBy }) => [kind, outcome, signedBy?.join(' ')]);
  const ALL = '111111111111 222222222222 999999999999';

  it('proves a tool that asks only STS', async () => {
    const report = await verifyProgram('identifying', { localAws: true });
    expect(report.summary).toMatchObject({ ok: true, failures: [] });
    expect(proven(report)).toEqual([
      ['as-server', 'passed', '999999999999'],
      ['as-target', 'passed', '111111111111'],
      ['as-target', 'passed', '222222222222'],
      ['as-server', 'passed', '999999999999'],
      ['at-once', 'passed', ALL],
    ]);
  });

  it('sees one that asks STS as the server', async () => {
    const { summary } = await verifyProgram('identifying-itself', { localAws: true });
    expect(summary.failures).toContain(
      'get-identity (target 111111111111): signed by 999999999999, not by 111111111111',
    );
  });

  it("does not take the library's own question to STS for the tool's", async () => {
    const { summary } = await verifyProgram('identifying-once', { localAws: true });
    expect(summary.failures).toEqual([
      'get-identity (target 111111111111): asks AWS as the server, but not as the target',
      'get-identity (target 222222222222): asks AWS as the server, but not as the target',
    ]);
  });

  it('proves presigned URLs, whatever they are signed for and wherever they stand', async () => {
    const report = await verifyProgram('presigning', { localAws: true });
    expect(report.summary).toMatchObject({ ok: true, failures: [] });
    expect(proven(report)).toEqual(
      [0, 1].flatMap(() => [
        ['as-server', 'passed', '999999999999'],
        ['as-target', 'passed', '111111111111'],
        ['as-target', 'passed', '222222222222'],
        ['as-server', 'passed', '999999999999'],
        ['at-once', 'passed', ALL],
      ]),
    );
  });

  it('sees URLs that the server signs for a target, which no guard can stop', async () => {
    const { summary } = await verifyProgram('presigning-itself', { localAws: true });
    expect(summary.failures).toEqual([
      'get-link (target 111111111111): signed by 999999999999, not by 111111111111',
      'get-link (target 222222222222): signed by 999999999999, not by 222222222222',
      'get-page (target 111111111111): signed by 999999999999, not by 111111111111',
      'get-page (target 222222222222): signed by 999999999999, not by 222222222222',
    ]);
  });
});

describe.concurrent('verify of a server that does not follow the account', () => {
  it('names the tools that do not list the parameter, and calls none of them', async () => {
    const { summary, calls } = await verifyProgram('unconverted', { localAws: true });
    expect(summary.ok).toBe(false);
    expect(summary.failures[0]).toBe('list-buckets: does not list target_account_id');
    expect(calls).toEqual([]);
  });

  it('sees a parameter that is taken and ignored, even without a local AWS', async () => {
    const { summary } = await verifyProgram('ignoring', { env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' } });
    expect(summary.failures).toEqual([
      expect.stringContaining('list-buckets (unregistered account): answered with an error that is not typed'),
    ]);
  });

  it('sees whose account a tool that ignores the parameter signs for', async () => {
    const { summary } = await verifyProgram('ignoring', { localAws: true });
    expect(summary.failures).toEqual([
      'list-buckets (unregistered account): called AWS as 999999999999 for an account that does not exist',
      'list-buckets (target 111111111111): signed by 999999999999, not by 111111111111',
      'list-buckets (target 222222222222): signed by 999999999999, not by 222222222222',
    ]);
  });

  it('fails where the guard had to stop a client that is not rewritten', async () => {
    const { summary } = await verifyProgram('bypassing', { localAws: true });
    expect(summary.failures).toEqual([
      expect.stringMatching(
        /^list-buckets \(target 111111111111\): answered account_context_bypass: .* has been stopped/,
      ),
      expect.stringMatching(/^list-buckets \(target 222222222222\): /),
    ]);
  });

  it('sees accounts that are mixed up only by calls at once', async () => {
    const { summary, calls } = await verifyProgram('racing', { localAws: true });
    expect(calls.filter(({ outcome, kind }) => outcome !== 'passed' && kind !== 'at-once')).toEqual([]);
    expect(summary.failures.length).toBeGreaterThan(0);
    for (const failure of summary.failures)
      expect(failure).toMatch(/^list-buckets \(all at once\): \d{12} signed \d+ requests where its calls make 4/);
  });

  it('sees answers that are remembered from another account', async () => {
    const { summary } = await verifyProgram('remembering', { localAws: true });
    expect(summary.failures).toEqual([
      'list-buckets (target 111111111111): asks AWS as the server, but not as the target',
      'list-buckets (target 222222222222): asks AWS as the server, but not as the target',
    ]);
  });

  it.each([
    ['strict', 'list-buckets (unregistered account): refuses target_account_id'],
    ['required', 'list-buckets: requires target_account_id, which must be optional'],
    ['untyped', 'list-buckets (unregistered account): answered with an error that is not typed: No such account'],
    ['toolless', 'The server lists no tools.'],
    ['dying', 'list-buckets (unregistered account): the server ended the connection'],
  ])('fails for a server that is %s', async (kind, failure) => {
    const { summary } = await verifyProgram(kind);
    expect(summary.ok).toBe(false);
    expect(summary.failures).toContainEqual(expect.stringContaining(failure));
  });

  it('does not wait for a tool that never answers longer than it was told, nor call a second one', async () => {
    const { summary } = await verifyProgram('hanging', { timeoutMs: 5000 });
    expect(summary.failures).toEqual(['list-buckets (unregistered account): no answer in 5 s']);
  });
});

describe.concurrent('what is called', () => {
  it('is nothing that may change something', async () => {
    const { summary, calls } = await verifyProgram('changing');
    expect(calls).toEqual([]);
    expect(summary).toMatchObject({ ok: true, warnings: [expect.stringContaining('--call <tool>')] });
  });

  it('is what the user names, with those arguments, whatever it is', async () => {
    const { calls } = await verifyProgram('changing', { call: { tool: 'delete-all', arguments: {} } });
    expect(new Set(calls.map(({ tool, outcome }) => `${tool} ${outcome}`))).toEqual(new Set(['delete-all passed']));
  });

  it('must exist', async () => {
    const { summary } = await verifyProgram('converted', { call: { tool: 'nothing', arguments: {} } });
    expect(summary.failures).toEqual(['nothing: the server lists no such tool']);
  });

  it('must reach the local AWS: with arguments that no schema can tell, they have to be given', async () => {
    const tried = await verifyProgram('validating', { localAws: true });
    expect(tried.summary.failures).toEqual([expect.stringContaining('No call reached the local AWS')]);
    const call = { tool: 'get-thing', arguments: { name: 'the right one' } };
    expect((await verifyProgram('validating', { localAws: true, call })).summary.ok).toBe(true);
  });
});

describe.concurrent('a server that cannot be started', () => {
  it('is refused with the end of its standard error, without secrets', async () => {
    const env = { DATABASE_URL: 'postgres://user:hunter22@db/accounts', API_TOKEN: 'tok-12345678' };
    const message = await refusalOf(verifyProgram('crashing', { env }));
    expect(message).toContain('it ended with exit code 3');
    expect(message).toContain('  Cannot connect to [redacted] with [redacted] as [key-id]');
    expect(message).not.toMatch(/hunter22|tok-12345678|AKIA/);
  });

  it('is refused after one timeout when it is silent', async () => {
    const started = performance.now();
    expect(await refusalOf(verifyProgram('silent', { timeoutMs: 1500 }))).toContain('no answer in 1.5 s');
    expect(performance.now() - started).toBeLessThan(6000);
  });

  it('is refused with what it prints where the protocol belongs', async () => {
    const message = await refusalOf(verifyProgram('chattering', { timeoutMs: 8000 }));
    expect(message).toContain('Standard output belongs to the protocol, but the server prints one line there');
    expect(message).toContain('Usage: program <options>');
  });

  it('is refused when there is no such program', async () => {
    const target = { kind: 'command', command: 'no-such-program', args: [] } as const;
    expect(await refusalOf(verify(target))).toBe('Cannot start no-such-program: ENOENT.');
  });

  it('is refused when nothing listens at the URL', async () => {
    const target = { kind: 'url', url: new URL('http://127.0.0.1:9/mcp') } as const;
    expect(await refusalOf(verify(target))).toContain('does not answer as an MCP server');
  });
});

describe.concurrent('a server that is broken, but not beyond use', () => {
  it('gets a warning for what it prints where the protocol belongs, without secrets', async () => {
    const { summary } = await verifyProgram('noisy', { env: { API_TOKEN: 'tok-12345678' } });
    expect(summary.ok).toBe(true);
    expect(summary.warnings).toEqual([expect.stringContaining('Starting with [redacted]')]);
  });

  it('is listed to its last page, over the one version it knows', async () => {
    const report = await verify({ kind: 'command', command: process.execPath, args: [OLD_SERVER] });
    expect(spoken(report)).toEqual(['2024-11-05']);
    expect(report.protocols.find(({ version }) => version === '2025-11-25')?.reason).toBe(
      'the server answers with 2024-11-05',
    );
    expect(report.tools.map(({ name }) => name)).toEqual(['first', 'second']);
  });

  it('is not listed for ever when its pages go round', async () => {
    const report = await verify({ kind: 'command', command: process.execPath, args: [OLD_SERVER, 'loop'] });
    expect(report.tools.map(({ name }) => name)).toEqual(['first', 'again']);
  });
});

describe('the environment', () => {
  it('keeps the own AWS settings and database of whoever runs it out of the local AWS', async () => {
    const own = { AWS_PROFILE: 'mine', AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9', DATABASE_URL: 'postgres://x/y' };
    const before = { ...process.env };
    Object.assign(process.env, own);
    try {
      expect((await verifyProgram('converted', { localAws: true })).summary.ok).toBe(true);
    } finally {
      for (const name of Object.keys(own)) delete process.env[name];
      Object.assign(process.env, before);
    }
  });
});

describe('processes', () => {
  it('have ended when verify ends, also those that ignore SIGTERM behind a shell', async () => {
    const file = join(folder, 'stubborn.pid');
    const script = `"${process.execPath}" "${PROGRAM}" stubborn`;
    const target = { kind: 'command', command: 'sh', args: ['-c', `${script}; true`] } as const;
    const { summary } = await verify(target, { env: { ...NO_ACCOUNTS, PID_FILE: file } });
    expect(summary.ok).toBe(true);
    const pid = Number(await readFile(file, 'utf8'));
    await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
