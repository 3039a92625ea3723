import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { withVendored } from './prepare-examples.ts';
import { sizesTable } from './report.ts';
import { mustRun, runProgram } from './run-program.ts';
import { shellcheck } from './shellcheck.ts';
import { variantsOf } from './variants.ts';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

describe('our packages in an example', () => {
  const tarballs = ['/t/mcp-multi-account-cred-extract-0.1.0.tgz', '/t/mcp-multi-account-codemod-0.1.0.tgz'];

  it('come from the tarballs, and nothing that it does not depend on is added', () => {
    const manifest = { name: 'x', dependencies: { '@mcp-multi-account/cred-extract': '^0.1.0', zod: '4.6.7' } };
    expect(withVendored(manifest, tarballs)).toEqual({
      name: 'x',
      dependencies: {
        '@mcp-multi-account/cred-extract': 'file:vendor/mcp-multi-account-cred-extract-0.1.0.tgz',
        zod: '4.6.7',
      },
    });
  });
});

describe('sizesTable', () => {
  it('is Markdown, with whole numbers', () => {
    const measured = {
      megabytes: 376.4,
      appMegabytes: 52.06,
      buildSeconds: 57.4,
      readyMs: 612.3,
      stopMs: 31,
      problems: [],
    };
    expect(
      sizesTable([{ label: 's3-inventory', ...measured }])
        .split('\n')
        .at(-1),
    ).toBe('| s3-inventory | 376 | 52 | 57 | 612 | 31 |');
  });
});

describe('variantsOf', () => {
  it('is every example, and one with OpenTelemetry', () => {
    const variants = variantsOf(['log-search', 'orders-table']);
    expect(variants.map(({ label }) => label)).toEqual(['log-search', 'orders-table', 'log-search, OTEL=true']);
    expect(variants.at(-1)).toMatchObject({ example: 'log-search', buildArgs: { OTEL: 'true' } });
  });
});

describe('runProgram', () => {
  it('tells exit code and output', async () => {
    const script = 'console.log("out"); console.error("err"); process.exitCode = 3';
    const result = await runProgram([process.execPath, '-e', script]);
    expect(result).toEqual({ code: 3, stdout: 'out\n', stderr: 'err\n' });
  });

  it('tells of a program that is not installed without throwing', async () => {
    expect(await runProgram(['no-such-program'])).toMatchObject({
      code: null,
      stderr: expect.stringContaining('ENOENT'),
    });
  });

  it('kills the program when it is aborted', async () => {
    const running = runProgram([process.execPath, '-e', 'setInterval(() => {}, 1000)'], {
      signal: AbortSignal.timeout(200),
    });
    await expect(running).rejects.toThrow('aborted');
  });

  it('quotes the end of what a program said that must not fail', async () => {
    const failing = mustRun([process.execPath, '-e', 'console.error("why"); process.exitCode = 1']);
    await expect(failing).rejects.toThrow(/ended with 1:\nwhy$/);
  });
});

describe('shellcheck', () => {
  it('has nothing to say of our scripts', async (context) => {
    const said = await shellcheck(REPOSITORY, process.env);
    if (said === undefined) return context.skip('shellcheck is not installed');
    expect(said).toBe('');
  });

  it('is told from one that is not installed', async () => {
    expect(await shellcheck(REPOSITORY, { SHELLCHECK: 'no-such-program' })).toBeUndefined();
  });
});
