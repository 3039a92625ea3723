import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { describeFailure, printFailure } from '../../src/cli/failure.ts';
import type { ProcessIo } from '../../src/cli/process-io.ts';
import { Refusal } from '../../src/cli/refusal.ts';
import { AccountNotFoundError, AssumeRoleError, DatabaseConnectionError } from '../../src/index.ts';

async function printed(error: unknown, json: boolean): Promise<{ stdout: string; stderr: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  printFailure(error, { stdout, stderr } as unknown as ProcessIo, json);
  stdout.end();
  stderr.end();
  return { stdout: await text(stdout), stderr: await text(stderr) };
}

describe('what is said of a failure', () => {
  it('is one message for a mistake, and what to try next', async () => {
    expect(await printed(new Refusal('No.'), false)).toEqual({ stdout: '', stderr: 'No.\n' });
    expect((await printed(new AccountNotFoundError('x'), false)).stderr).toContain(
      'mcp-accounts list shows the accounts there are.\n',
    );
    expect((await printed(new DatabaseConnectionError(), false)).stderr).toContain(
      'mcp-accounts doctor looks for the reason',
    );
  });

  it('is one object on stdout with --json', async () => {
    const { stdout, stderr } = await printed(new AssumeRoleError('111111111111', 'busy.'), true);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      error: { code: 'ASSUME_ROLE_FAILED', message: expect.stringContaining('busy.') },
    });
  });

  it('has a stack trace only for a defect, and no secret in it', () => {
    const secrets = 'arn:aws:iam::111111111111:role/McpTarget password=hunter2 postgres://u:hunter2@h/d';
    const { code, message } = describeFailure(new TypeError(`broken ${secrets}`));
    expect(code).toBe('INTERNAL_ERROR');
    expect(message).toMatch(/^mcp-accounts failed\. Please report this: TypeError: broken \[arn\]/);
    expect(message).toContain('\n    at ');
    expect(message).not.toMatch(/hunter2|McpTarget/);
    expect(describeFailure(new Refusal('No.')).message).not.toContain('    at ');
  });
});
