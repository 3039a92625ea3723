// `node entry.ts <program file> [script]`: an entry file as `mcp-multi-account init` writes it.
import { serveProgram } from '../../src/index.ts';

const [file = '', how] = process.argv.slice(2);
const script = new URL(`programs/${file}`, import.meta.url);
await serveProgram(() => import(script.href), how === 'script' ? { script } : {});
