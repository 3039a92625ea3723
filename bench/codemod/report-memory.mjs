// Preloaded into every process of an engine: writes the process's peak resident set, in KiB, when it ends.
import { appendFileSync } from 'node:fs';

process.on('exit', () => appendFileSync(process.env.BENCH_MEMORY_FILE, `${process.resourceUsage().maxRSS}\n`));
