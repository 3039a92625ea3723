import { createRequire } from 'node:module';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import type { CallToolResult, Tool } from '@modelcontextprotocol/sdk/types.js';
import { ts } from 'ts-morph';

const load = createRequire(import.meta.url);

/** What a client sees of a server. */
export interface Observed {
  readonly tools: readonly Tool[];
  /** The answer of each tool to the same question, and to the question with a target. */
  readonly answers: readonly string[];
  readonly targeted: readonly string[];
}

const ARGUMENTS = { q: 'why' };
const TARGET = { ...ARGUMENTS, target_account_id: 'no account' };

/** Runs a server in this process, in its CommonJS form, and asks it everything over an in-memory transport. */
export async function observe(text: string): Promise<Observed> {
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: 'fuzz', version: '1.0.0' });
  execute(text, theirs);
  await client.connect(ours);
  try {
    const { tools } = await client.listTools();
    return { tools, answers: await ask(client, tools, ARGUMENTS), targeted: await ask(client, tools, TARGET) };
  } finally {
    await client.close();
  }
}

async function ask(client: Client, tools: readonly Tool[], args: Record<string, unknown>): Promise<string[]> {
  const answers: string[] = [];
  for (const { name } of tools) {
    const { content } = (await client.callTool({ name, arguments: args })) as CallToolResult;
    answers.push(content[0]?.type === 'text' ? content[0].text : '');
  }
  return answers;
}

/** The stdio transport that the server connects to is the in-memory one. */
function execute(text: string, transport: InMemoryTransport): void {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  const { outputText } = ts.transpileModule(text, { compilerOptions });
  const require = (module: string) =>
    module.includes('/stdio')
      ? {
          StdioServerTransport: class {
            constructor() {
              // biome-ignore lint/correctness/noConstructorReturn: a stand-in for the real class, which takes no transport
              return transport;
            }
          },
        }
      : load(module);
  new Function('require', 'module', 'exports', outputText.replace(/^\uFEFF?#!.*/, ''))(require, { exports: {} }, {});
}
