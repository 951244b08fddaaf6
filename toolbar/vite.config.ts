import { defaultClientConditions, defineConfig } from 'vite';

// The product alone. The local Fusion around it has a build of its own.
export default defineConfig({
  // The customer decides under which path the toolbar is hosted.
  base: './',
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: { outDir: 'dist', target: 'es2022' },
});
