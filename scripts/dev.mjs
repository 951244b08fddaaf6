import { createServer } from 'vite';
import { build } from './build.mjs';
import { main, ROOT, run, say, tool } from './steps.mjs';

const SERVER_PORT = process.env.CTI_PORT ?? '8087';

/** Hot reload for pages, restart for the server, type checks all along. */
await main(async () => {
  await build();
  say('Starting development servers. Stop them with Ctrl+C.');

  const toolbar = await pages('toolbar', { base: '/toolbar/', server: { host: '127.0.0.1', port: 0 } });
  const [toolbarUrl] = toolbar.resolvedUrls.local;
  process.env.CTI_DEV_SERVER = `http://127.0.0.1:${SERVER_PORT}`;
  process.env.CTI_DEV_TOOLBAR = new URL(toolbarUrl).origin;
  const fusion = await pages('toolbar/harness', { server: { host: '127.0.0.1', port: 5173 } });

  console.log(`
  Local Fusion with hot reload: ${fusion.resolvedUrls.local[0]}
  The server is on port ${SERVER_PORT} and restarts when its code changes.
`);
  await Promise.all([
    tool('tsc', ['-b', '--watch', '--preserveWatchOutput']),
    run(process.execPath, ['--watch', '--watch-preserve-output', 'server/dist/main.js'], {
      env: { CTI_LOG_LEVEL: 'warn', ...process.env, CTI_PORT: SERVER_PORT },
    }),
  ]);
});

async function pages(folder, options) {
  const server = await createServer({
    root: `${ROOT}${folder}`,
    configFile: `${ROOT}${folder}/vite.config.ts`,
    ...options,
  });
  return server.listen();
}
