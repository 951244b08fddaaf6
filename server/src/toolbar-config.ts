import type { FastifyPluginAsync } from 'fastify';
import type { Config } from './runtime/config.js';
import type { World } from './world/world.js';

const STUB_LIBRARY = '/uef/ui-events-framework-client.js';

/** More names than this are no help to somebody who looks for one. */
const MOST_NAMES = 500;

/**
 * The toolbar's settings when this server serves it: the same file as the one beside a toolbar hosted elsewhere, with
 * the library from wherever this server was told to take it.
 */
export const toolbarConfig: FastifyPluginAsync<{ config: Config; world: World }> = async (app, { config, world }) => {
  // Whoever asks for this file has not proved who they are: outside open mode it names nobody.
  const directory = config.open ? directoryOf(world) : [];
  app.get('/toolbar/config.json', { schema: { hide: true } }, async () => ({
    uefLibraryUrl: config.uefLibraryUrl === '' ? STUB_LIBRARY : config.uefLibraryUrl,
    serviceUrl: '',
    appClassification: 'ORA_SERVICE',
    stripAniPlus: false,
    offerTimeoutSec: 30,
    uefTimeoutMs: 10_000,
    directory,
    transcriptUrl: config.open ? '/transcriptResult' : '',
    dispositions: world.data.dispositions ?? [],
  }));
};

/** Whom an agent of this world may want to call. */
function directoryOf({ data }: World): readonly { readonly name: string; readonly number: string }[] {
  return [...data.agents, ...data.queues, ...data.extensions]
    .slice(0, MOST_NAMES)
    .map(({ name, dn }) => ({ name, number: dn }));
}
