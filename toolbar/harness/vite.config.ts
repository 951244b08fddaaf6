import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig, type ProxyOptions } from 'vite';

const server = process.env.CTI_DEV_SERVER ?? 'http://127.0.0.1:8087';
const toolbar = process.env.CTI_DEV_TOOLBAR;

const toServer: ProxyOptions = { target: server };
const toServerSocket: ProxyOptions = { target: server, ws: true };

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: {
    outDir: fileURLToPath(new URL('../dist-harness', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: true,
    rolldownOptions: {
      input: ['index.html', 'customer.html', 'bot.html', 'watering-hole.html', 'gallery.html'].map((page) =>
        fileURLToPath(new URL(page, import.meta.url)),
      ),
    },
  },
  server: {
    proxy: {
      '/bot/conversations': toServer,
      '/byoc/': toServerSocket,
      '/control': toServer,
      '/genesys/': toServer,
      '/genesysWs': toServerSocket,
      '/uef': toServer,
      // The settings come from the server, everything else of the toolbar from its own development server.
      '/toolbar/config.json': toServer,
      ...(toolbar === undefined ? {} : { '/toolbar': { target: toolbar, ws: true } }),
    },
  },
});
