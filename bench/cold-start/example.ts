import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CONNECT = 'await server.connect(new StdioServerTransport());';

/** A copy of the S3 example with two entry files beside its own: one for each function of the entry point. */
export function prepareExample(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cold-start-'));
  cpSync(join(ROOT, 'examples/s3-inventory'), folder, { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const source = readFileSync(join(folder, 'src/index.ts'), 'utf8');
  writeFileSync(join(folder, 'src/serve.ts'), asFactory(source));
  const program = "import { serveProgram } from '@mcp-multi-account/entrypoint';\n\n";
  writeFileSync(join(folder, 'src/serve-program.ts'), `${program}await serveProgram(() => import('./index.ts'));\n`);
  return folder;
}

/** As somebody would change it: the server is made in a function, which `serve` gets in place of the connection. */
function asFactory(source: string): string {
  const [before, after] = source.split('const server = new McpServer(');
  if (after === undefined || !after.includes(CONNECT))
    throw new Error('The example has changed: see bench/cold-start.');
  const body = after.replace(CONNECT, 'return server;\n}\n\nawait serve(createServer);');
  const imports = before
    ?.replace(/^import \{ StdioServerTransport \}.*\n/m, '')
    .replace(/^import/, "import { serve } from '@mcp-multi-account/entrypoint';\nimport");
  return `${imports}function createServer() {\nconst server = new McpServer(${body}`;
}
