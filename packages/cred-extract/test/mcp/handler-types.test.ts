import { McpServer, type ToolCallback } from '@modelcontextprotocol/sdk/server/mcp.js';
import { describe, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { withAccountContext } from '../../src/index.ts';
import { fakeAccounts } from '../support/fake-accounts.ts';

// What the compiler makes of wrapped handlers: this file is type-checked with the package.
const options = { accounts: fakeAccounts() };
const inputSchema = { bucket: z.string(), target_account_id: z.string().optional() };
describe('the type of a wrapped handler', () => {
  it('is that which the server asks for: literals stay narrow, also in a generic function', () => {
    const server = new McpServer({ name: 's', version: '1' });
    function register<Shape extends z.ZodRawShape>(name: string, shape: Shape, text: () => Promise<string>): void {
      const answered = (async (_args: never) => ({
        content: [{ type: 'text', text: await text() }],
      })) as ToolCallback<Shape>;
      server.registerTool(name, { inputSchema: shape }, withAccountContext(answered, options));
    }
    register('generic', inputSchema, async () => '');
    server.registerTool(
      'literal',
      { inputSchema },
      withAccountContext(async ({ bucket }) => ({ content: [{ type: 'text', text: bucket }] }), options),
    );
    server.registerTool(
      'wrong',
      { inputSchema },
      // @ts-expect-error: no such kind of content
      withAccountContext(async ({ bucket }) => ({ content: [{ type: 'words', text: bucket }] }), options),
    );
  });

  it('is its own where nothing asks for another', () => {
    const handler = withAccountContext(async (args: { bucket: string }) => ({ text: args.bucket }), options);
    expectTypeOf(handler).toEqualTypeOf<(args: { bucket: string }) => Promise<{ text: string }>>();
    expectTypeOf(withAccountContext(() => 1, options)).toEqualTypeOf<() => number>();
  });
});
