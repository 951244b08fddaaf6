import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Builds the classic script that a page loads as it would load the vendor's. It has a folder of its own, which the server serves. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  logLevel: 'warn',
  build: {
    outDir: 'dist/script',
    target: 'es2022',
    lib: {
      entry: 'src/client/script.ts',
      formats: ['iife'],
      name: 'FusionCtiUefStub',
      fileName: () => 'ui-events-framework-client.js',
    },
  },
});
