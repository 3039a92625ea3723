import { describe, expect, it } from 'vitest';
import { transform } from '../../src/index.ts';

const SERVER = `import { FastMCP } from 'fastmcp';
import { z } from 'zod';
const server = new FastMCP({ name: 's', version: '1.0.0' });
server.addTool({ name: 't', description: 'd', parameters: z.object({ q: z.string() }), execute: async ({ q }) => q });
`;

function wrapped(version: string): string {
  const { files } = transform([
    { path: 'package.json', text: JSON.stringify({ dependencies: { fastmcp: version, zod: '^4.0.0' } }) },
    { path: 'index.ts', text: SERVER },
  ]);
  return files.find(({ path }) => path === 'index.ts')?.after ?? '';
}

describe('typed errors of fastmcp tools', () => {
  it.each(['^3.3.0', '3.35.0', '~2.1', '1', '^4.0.0', '4.3.2', '>=4.6.0'])(
    'are thrown where its results may have no _meta: %s',
    (version) => {
      expect(wrapped(version)).toContain('execute: withAccountContext(async ({ q }) => q, { throwErrors: true })');
    },
  );

  it.each(['4.7.2', '^4.20.16', '4.60.0', '^5.0.0', '^30.0.0', 'latest', 'workspace:*'])(
    'are results where they may: %s',
    (version) => {
      expect(wrapped(version)).toContain('execute: withAccountContext(async ({ q }) => q)');
    },
  );
});
