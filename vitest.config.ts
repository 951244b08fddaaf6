import { defineConfig } from 'vitest/config';

// Packages are tested from their sources: no build has to run first.
const resolve = { conditions: ['source'] };
const ssr = { resolve: { conditions: ['source'] } };

export default defineConfig({
  test: {
    projects: ['shared/protocol', 'shared/uef-sdk', 'toolbar', 'server', 'e2e'].map((root) => ({
      resolve,
      ssr,
      test: {
        name: root,
        root,
        include: ['**/*.test.ts'],
        exclude: ['**/node_modules/**', '**/dist/**'],
        // A machine may be slow: time-outs only end what hangs.
        testTimeout: 30_000,
        hookTimeout: 60_000,
      },
    })),
  },
});
