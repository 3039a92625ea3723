import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { startArguments } from './examples.ts';

/** A converted example that runs, and the client at its other end. */
export interface ConvertedServer extends AsyncDisposable {
  /** Tools that do not list `target_account_id`. */
  toolsWithoutTarget(): Promise<readonly string[]>;
  call(tool: string, args: Readonly<Record<string, unknown>>, target: string | undefined): Promise<Answer>;
}

export interface Answer {
  readonly text: string;
  /** `error_type` of a typed error, `other` of any other. */
  readonly errorType?: string;
}

/** Starts a server with a real MCP client over stdio, as the account whose environment is given. */
export async function startServer(folder: string, env: Record<string, string>): Promise<ConvertedServer> {
  const args = await startArguments(folder);
  const transport = new StdioClientTransport({ command: process.execPath, args, cwd: folder, env, stderr: 'pipe' });
  const printed: string[] = [];
  transport.stderr?.on('data', (chunk) => printed.push(String(chunk)));
  const client = new Client({ name: 'demo', version: '1.0.0' });
  try {
    await client.connect(transport);
  } catch (error) {
    await client.close();
    throw new Error(`The server in ${folder} does not start:\n${printed.join('')}`, { cause: error });
  }
  return {
    toolsWithoutTarget: () => toolsWithoutTarget(client),
    call: (tool, args, target) => call(client, tool, args, target),
    [Symbol.asyncDispose]: () => client.close(),
  };
}

async function toolsWithoutTarget(client: Client): Promise<readonly string[]> {
  const { tools } = await client.listTools();
  return tools
    .filter(({ inputSchema }) => !('target_account_id' in (inputSchema.properties ?? {})))
    .map(({ name }) => name);
}

async function call(client: Client, name: string, args: object, target: string | undefined): Promise<Answer> {
  const parameters = { name, arguments: { ...args, ...(target !== undefined && { target_account_id: target }) } };
  const result = await client.callTool(parameters);
  const text = (result.content as readonly { readonly text?: string }[])[0]?.text ?? '';
  return result.isError ? { text, errorType: errorTypeOf(text) } : { text };
}

function errorTypeOf(text: string): string {
  try {
    return (JSON.parse(text) as { error_type?: string }).error_type ?? 'other';
  } catch {
    return 'other';
  }
}
