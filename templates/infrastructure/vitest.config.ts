import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Loading the CDK and synthesising eight stacks takes some seconds, once.
    hookTimeout: 60_000,
    testTimeout: 60_000,
  },
});
