import type { FastifyPluginAsync } from 'fastify';
import { sameSecret } from '../../runtime/same-secret.js';
import { holdAnswers } from '../../site/hold-answers.js';
import type { CometdFace } from '../cometd.js';
import type { GmsServer } from '../gms-server.js';
import type { Pushes } from '../push/pushes.js';
import { answerMockError, MockError, refuseUnsafe } from './answers.js';
import { injectionRoutes } from './injection-routes.js';
import { profileRoutes } from './profile-routes.js';
import { type KeptScript, Scripts } from './scripts.js';
import { sessionRoutes } from './session-routes.js';

export const MOCK_PATH = '/genesys/2/mock';

export interface MockOptions {
  readonly gms: GmsServer;
  readonly cometd: CometdFace;
  readonly pushes: Pushes;
  readonly scripts: Scripts;
}

/** Mock control, after aura-mocks-genesys-api: how chats go by themselves, what there is of them, and what goes wrong. */
export const mockPlugin: FastifyPluginAsync<Omit<MockOptions, 'scripts'>> = async (app, { gms, cometd, pushes }) => {
  const scripts = new Scripts(gms.chats);
  const { mockToken } = gms.config.gms;
  gms.keepScripts({
    partOf: (chatId) => scripts.memory(chatId),
    resume: (chatId, part) => scripts.resume(chatId, part as readonly KeptScript[]),
  });
  gms.onNews(({ chatId }, { kind }) => {
    if (kind === 'ended') scripts.stop(chatId);
  });
  gms.onOpened(({ chatId, profile }) => scripts.start(chatId, profile?.settings.chat.autoMessages ?? []));
  holdAnswers(app, gms.chats, refuseUnsafe);
  app.setErrorHandler(answerMockError);
  app.setNotFoundHandler((request, reply) =>
    answerMockError(new MockError('not_found', 'Nothing lives at this address.'), request, reply),
  );
  app.addHook('onRequest', async ({ headers }) => {
    const [, token = ''] = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? [];
    if (mockToken !== '' && !sameSecret(mockToken, token)) {
      throw new MockError('unauthorized', 'The mock control API asks for its bearer token.');
    }
  });
  const options: MockOptions = { gms, cometd, pushes, scripts };
  await app.register(profileRoutes, options);
  await app.register(sessionRoutes, options);
  await app.register(injectionRoutes, options);
};
