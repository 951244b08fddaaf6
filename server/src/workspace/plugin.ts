import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { mountBayeux } from '../bayeux/plugin.js';
import type { Clock } from '../runtime/clock.js';
import { CodedError } from '../runtime/coded-error.js';
import type { Config } from '../runtime/config.js';
import { Credentials } from '../runtime/credentials.js';
import { nothingThere, refuse } from '../runtime/error-answers.js';
import type { OriginPolicy } from '../runtime/origins.js';
import { upgradesOf } from '../runtime/upgrades.js';
import type { SignIn } from '../site/sign-in.js';
import type { Site } from '../site/site.js';
import type { WorldAgent } from '../world/world-schema.js';
import { answerInEnvelope, httpStatusOf, refusal } from './answers.js';
import { authRoutes } from './auth-routes.js';
import { DEFAULT_BEHAVIOUR, type WorkspaceBehaviour } from './behaviour.js';
import { FaceJournal } from './face-journal.js';
import { Notifications } from './notifications.js';
import { BASE_PATH, NOTIFICATIONS_PATH } from './paths.js';
import { SessionRegistry } from './session-registry.js';
import { sessionRoutes } from './session-routes.js';
import { voiceRoutes } from './voice-routes.js';

export interface WorkspaceOptions {
  readonly site: Site;
  readonly config: Config;
  readonly origins: OriginPolicy;
  /** The network's time; the world's is the site's. */
  readonly wallClock: Clock;
  readonly signIn: SignIn;
  readonly behaviour?: Partial<WorkspaceBehaviour>;
}

/** The face for programs that were written for Genesys Web Services: operations by POST, notifications by CometD. */
export const workspacePlugin: FastifyPluginAsync<WorkspaceOptions> = async (app, options) => {
  const { site, config, origins, wallClock, signIn } = options;
  const behaviour = { ...DEFAULT_BEHAVIOUR, ...options.behaviour };
  const journal = new FaceJournal(site.journal);
  const { tokenMs } = config.workspace;
  const tokens = new Credentials<WorldAgent>({
    clock: wallClock,
    ids: site.ids,
    lifeMs: tokenMs,
    limit: config.limits.sessions,
  });
  const notifications = new Notifications({ site, config, wallClock, journal, log: app.log });
  const registry = new SessionRegistry({
    site,
    config,
    wallClock,
    notify: (session, message) => notifications.notify(session, message),
    dismiss: (client) => notifications.server.remove(client),
  });
  notifications.serve(registry);
  site.addSessionList(() => registry.summaries());
  site.onReset(() => registry.clear());

  upgradesOf(app.server).claim((request, stream) => {
    // Programs whose WebSocket brings no cookie fall back to long polling by this, and to nothing by a refused handshake.
    const here = request.url?.split('?', 1)[0]?.startsWith(NOTIFICATIONS_PATH) === true;
    if (!here || !origins.allows(request.headers) || registry.find(request.headers) !== undefined) return false;
    refuse(stream, new CodedError('session-unknown'));
    return true;
  });
  await mountBayeux(app, { path: NOTIFICATIONS_PATH, server: notifications.server, origins });

  await app.register(async (scope) => {
    inTheApisWords(scope);
    // Preflights are answered for all paths alike; with a route here they pass the hook that allows credentials.
    for (const url of [`${BASE_PATH}/*`, '/auth/v3/*']) {
      scope.options(url, { schema: { hide: true } }, async (_request, reply) => reply.status(204).send());
    }
    await scope.register(authRoutes, { signIn, tokens, tokenMs, journal });
    await scope.register(sessionRoutes, { site, config, behaviour, registry, signIn, tokens, journal });
    await scope.register(voiceRoutes, { site, behaviour, registry, journal });
  });
  await app.register(
    async (scope) => {
      const notFound = async (request: FastifyRequest, reply: FastifyReply) => {
        const error = nothingThere(app, request);
        return reply.status(httpStatusOf(error)).send(refusal(error));
      };
      scope.setNotFoundHandler(notFound);
      // Before the server looks for a page of that name.
      scope.get('/*', { schema: { hide: true } }, notFound);
    },
    { prefix: BASE_PATH },
  );
};

function inTheApisWords(scope: FastifyInstance): void {
  scope.setErrorHandler(answerInEnvelope);
  // Most operations need no parameters, and some programs do not wrap theirs in `data`.
  scope.addHook('preValidation', async (request) => {
    const { body = null } = request;
    const ofApi = request.routeOptions.url?.startsWith(BASE_PATH) === true;
    if (!ofApi || typeof body !== 'object' || Array.isArray(body) || 'data' in (body ?? {})) return;
    const { operationId, ...data } = (body ?? {}) as Readonly<Record<string, unknown>>;
    request.body = { data, ...(operationId !== undefined && { operationId }) };
  });
  scope.addHook('onSend', async ({ headers }, reply) => {
    void reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    // The cookie is the session, so pages send it with their requests, and browsers want that allowed.
    if (headers.origin !== undefined) void reply.header('access-control-allow-credentials', 'true');
  });
}
