import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'packages/*/test/**/*.test.ts',
      'scripts/**/*.test.ts',
      // Its other tests need the CDK: npm run test:infrastructure.
      'templates/infrastructure/test/repository/**/*.test.ts',
    ],
    // Golden cases compile and start real servers; the machine may be a two-core CI runner.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One worker less than cores, the default, leaves a small machine idle: much of the time is waiting for processes. Three
    // on two cores take a seventh less than two.
    maxWorkers: Math.max(3, availableParallelism() - 1),
  },
});
