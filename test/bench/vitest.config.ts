import { defineConfig } from 'vitest/config';

// Benchmarks time the built packages in processes of their own; this runner only starts servers and compares.
export default defineConfig({
  test: {
    include: ['test/bench/*.bench.ts'],
    disableConsoleIntercept: true,
    testTimeout: 600_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
