import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Of the server: what is built inside it finds its dependencies. */
export const PACKAGE = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Programs for processes of a test, from the sources as they are: Node 20 runs no TypeScript.
 * @param sources whole paths; `main.ts` becomes `main.js`
 * @param folder what is in it is lost
 */
export async function buildPrograms(sources: readonly string[], folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    root: PACKAGE,
    resolve: { conditions: ['source'] },
    ssr: { resolve: { conditions: ['source'], externalConditions: ['node'] }, noExternal: [/^@fusion-cti\//] },
    build: {
      ssr: true,
      rollupOptions: { input: [...sources] },
      outDir: folder,
      target: 'node20',
      emptyOutDir: true,
    },
  });
}
