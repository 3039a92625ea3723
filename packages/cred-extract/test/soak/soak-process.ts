/** `node soak-process.ts <options as JSON>`: the soak in a process of its own. Progress on stderr, one JSON line on stdout. */
import { type SoakOptions, soak } from './soak.ts';

const result = await soak({
  ...(JSON.parse(process.argv[2] as string) as Omit<SoakOptions, 'onProgress'>),
  onProgress: ({ calls, verdicts }) => {
    process.stderr.write(`${calls} calls: ${JSON.stringify(verdicts)}\n`);
  },
});
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
