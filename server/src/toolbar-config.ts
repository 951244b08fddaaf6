import type { FastifyPluginAsync } from 'fastify';
import type { Config } from './runtime/config.js';

const STUB_LIBRARY = '/uef/ui-events-framework-client.js';

/**
 * The toolbar's settings when this server serves it: the same file as the one beside a toolbar hosted elsewhere, with
 * the library from wherever this server was told to take it.
 */
export const toolbarConfig: FastifyPluginAsync<{ config: Config }> = async (app, { config }) => {
  app.get('/toolbar/config.json', { schema: { hide: true } }, async () => ({
    uefLibraryUrl: config.uefLibraryUrl === '' ? STUB_LIBRARY : config.uefLibraryUrl,
    serviceUrl: '',
    appClassification: 'ORA_SERVICE',
    stripAniPlus: false,
    offerTimeoutSec: 30,
    uefTimeoutMs: 10_000,
  }));
};
