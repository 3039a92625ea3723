import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/test/**/*.test.ts', 'scripts/**/*.test.ts'],
    // Golden cases compile and start real servers; the machine may be a two-core CI runner.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
