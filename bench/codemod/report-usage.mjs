// Preloaded into every process of an engine: writes what the process has used, when it ends.
import { appendFileSync } from 'node:fs';

process.on('exit', () => {
  const { maxRSS, systemCPUTime, userCPUTime } = process.resourceUsage();
  const usage = { peakMemory: maxRSS / 1024, processorTime: (systemCPUTime + userCPUTime) / 1000 };
  appendFileSync(process.env.BENCH_USAGE_FILE, `${JSON.stringify(usage)}\n`);
});
