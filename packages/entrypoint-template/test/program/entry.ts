// `node entry.ts <program file>`: an entry file as `mcp-multi-account init` writes it.
import { serveProgram } from '../../src/index.ts';

const [file = ''] = process.argv.slice(2);
await serveProgram(() => import(new URL(`programs/${file}`, import.meta.url).href));
