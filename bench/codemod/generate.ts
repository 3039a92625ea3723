import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const TOOLS_PER_FILE = 5;
const LINES_PER_FILE = 300;

/** A TypeScript server of `files` modules with 300 lines and five tools each, and the index that starts them. */
export function generateProject(folder: string, files: number): void {
  mkdirSync(join(folder, 'src'), { recursive: true });
  const numbers = Array.from({ length: files }, (_, index) => index);
  for (const number of numbers) writeFileSync(join(folder, 'src', `module-${number}.ts`), moduleText(number));
  writeFileSync(join(folder, 'src', 'index.ts'), indexText(numbers));
  writeFileSync(join(folder, 'package.json'), manifest());
  writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "module": "nodenext", "strict": true } }\n');
}

function moduleText(number: number): string {
  const tools = Array.from({ length: TOOLS_PER_FILE }, (_, index) => number * TOOLS_PER_FILE + index);
  const lines = [
    "import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';",
    "import { z } from 'zod';",
    '',
    `export function register${number}(server: McpServer): void {`,
    ...tools.flatMap(toolText),
    '}',
    ...tools.flatMap(stepText),
  ];
  const tables = Array.from({ length: Math.floor((LINES_PER_FILE - lines.length) / 4) }, (_, index) =>
    tableText(index),
  );
  return `${[...lines, ...tables.flat()].join('\n')}\n`;
}

function toolText(number: number): string[] {
  return `  server.registerTool(
    'tool-${number}',
    {
      title: 'Tool ${number}',
      description: 'Answers question ${number} about a bucket',
      inputSchema: {
        bucket: z.string().describe('The name of the bucket'),
        limit: z.number().int().positive().optional(),
      },
    },
    async ({ bucket, limit }) => {
      const found = await step${number}(bucket, limit ?? 10);
      return { content: [{ type: 'text', text: JSON.stringify(found) }] };
    },
  );`.split('\n');
}

/** Code as it stands around tools: functions with branches, literals and comments. */
function stepText(number: number): string[] {
  return `
/** Step ${number}. */
async function step${number}(bucket: string, limit: number): Promise<string[]> {
  const names = [\`\${bucket}-${number}\`, 'a', 'b'].filter((name) => name.length > 0);
  if (names.length > limit) return names.slice(0, limit);
  return names;
}`.split('\n');
}

function tableText(number: number): string[] {
  return `export const table${number} = {
  name: 'row ${number}', size: ${number}, tags: ['x', 'y'],
  total: [1, 2, 3].reduce((sum, each) => sum + each, 0),
};`.split('\n');
}

function indexText(numbers: readonly number[]): string {
  return [
    "import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';",
    ...numbers.map((number) => `import { register${number} } from './module-${number}.js';`),
    '',
    "const server = new McpServer({ name: 'bench', version: '1.0.0' });",
    ...numbers.map((number) => `register${number}(server);`),
    '',
  ].join('\n');
}

function manifest(): string {
  const dependencies = { '@modelcontextprotocol/sdk': '1.32.2', zod: '3.25.76' };
  return `${JSON.stringify({ name: 'bench', version: '1.0.0', type: 'module', dependencies }, null, 2)}\n`;
}
