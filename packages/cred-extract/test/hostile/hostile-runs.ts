/** Inputs for a test of each kind in a full run, more than 100,000 together: `npm run hostile`. The suite runs a tenth. */
const FULL_RUNS = {
  parse: 50_000,
  handler: 20_000,
  protocol: 10_000,
  redaction: 5_000,
  registry: 5_000,
  policy: 5_000,
  import: 5_000,
  sqlite: 6_000,
  postgres: 4_000,
} as const;

/** How many inputs the test of that name draws. */
export function hostileRuns(name: keyof typeof FULL_RUNS, env: NodeJS.ProcessEnv = process.env): { numRuns: number } {
  return { numRuns: FULL_RUNS[name] / (env.HOSTILE === 'full' ? 1 : 10) };
}
