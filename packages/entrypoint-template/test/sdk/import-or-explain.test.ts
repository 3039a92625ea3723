import { describe, expect, it } from 'vitest';
import { ServeConfigurationError } from '../../src/errors.ts';
import { importOrExplain } from '../../src/sdk/import-or-explain.ts';

/** As Node fails: vitest resolves imports itself, in words of its own. */
const missing = (name: string) => async () => {
  const message = `Cannot find package '${name}' imported from /srv/app/index.js`;
  throw Object.assign(new Error(message), { code: 'ERR_MODULE_NOT_FOUND' });
};
const failureOf = (name: string) =>
  importOrExplain('@modelcontextprotocol/node', missing(name)).catch((error) => error);

describe('a package that a server needs', () => {
  it('is what its import gives', async () => {
    expect(await importOrExplain('anything', async () => 'loaded')).toBe('loaded');
  });

  it('is named with the command that installs it, where it is missing', async () => {
    const error = await failureOf('@modelcontextprotocol/node');
    expect(error).toBeInstanceOf(ServeConfigurationError);
    expect(error.message).toBe(
      '@modelcontextprotocol/node is not installed. Run: npm install @modelcontextprotocol/node',
    );
    expect(error.cause).toBeUndefined();
  });

  it('is not blamed for a package that it imports in its turn', async () => {
    const error = await failureOf('zod');
    expect(error).not.toBeInstanceOf(ServeConfigurationError);
    expect(error.message).toMatch(/'zod'/);
  });

  it('fails as it does for any other reason', async () => {
    const failure = new Error('syntax');
    await expect(
      importOrExplain('anything', async () => {
        throw failure;
      }),
    ).rejects.toBe(failure);
  });
});
