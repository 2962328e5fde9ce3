import { defineConfig } from 'vitest/config';

// The source condition makes tests run the TypeScript of @devgen/runtime, not its last build.
const conditions = ['@devgen/source', 'module', 'node', 'import', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['test/**/*.test.ts'],
    disableConsoleIntercept: true,
    // Every worker may have half a dozen servers of its own beside it.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
