import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Static } from 'typebox';
import { CodedError } from '../runtime/coded-error.js';
import type { Config } from '../runtime/config.js';
import type { Credentials } from '../runtime/credentials.js';
import type { SignIn } from '../site/sign-in.js';
import type { Site } from '../site/site.js';
import type { WorldAgent } from '../world/world-schema.js';
import { done } from './answers.js';
import type { WorkspaceBehaviour } from './behaviour.js';
import { asSchemaHasIt, type FaceJournal } from './face-journal.js';
import type { Login } from './operation.js';
import { ActivateBody, AnswerSchema, InitializeQuery, LoginBody } from './schemas.js';
import { BASE_PATH } from './paths.js';
import { noSessionCookie, sessionCookie } from './session-cookie.js';
import type { SessionRegistry } from './session-registry.js';
import { configurationOf, userOf } from './user.js';

export interface SessionRoutesOptions {
  readonly site: Site;
  readonly config: Config;
  readonly behaviour: WorkspaceBehaviour;
  readonly registry: SessionRegistry;
  readonly signIn: SignIn;
  readonly tokens: Credentials<WorldAgent>;
  readonly journal: FaceJournal;
}

const tags = ['workspace'];
const response = { default: AnswerSchema };

/** From the first request of a program to its last: who it is, and on which line. */
export const sessionRoutes: FastifyPluginAsyncTypebox<SessionRoutesOptions> = async (app, options) => {
  const { site, config, behaviour, registry, signIn, tokens, journal } = options;

  app.post(
    `${BASE_PATH}/initialize-workspace`,
    {
      schema: {
        tags,
        summary: 'Begin a session',
        description: 'With an access token in `Authorization`; in open mode without one, for the default agent.',
        querystring: InitializeQuery,
        response,
      },
    },
    async (request, reply) => {
      enter('initialize-workspace', bearerOf(request), request, reply);
      // The rest of it comes on /workspace/v3/initialization.
      return { status: { code: 1 } };
    },
  );

  app.post(
    `${BASE_PATH}/login`,
    { schema: { tags, summary: 'Begin a session with name and password', body: LoginBody, response } },
    async (request, reply) => {
      const { username, password } = request.body.data;
      enter('login', signIn.identify(username, password), request, reply);
      return done();
    },
  );

  app.post(
    `${BASE_PATH}/activate-channels`,
    { schema: { tags, summary: 'Log in to the voice channel', body: ActivateBody, response } },
    async ({ headers, body }) => {
      const session = registry.sessionOf(headers);
      const wanted = asSchemaHasIt(ActivateBody.properties.data, body.data) as Wanted;
      return journal.operation(session.agent, 'activate-channels', wanted, () => {
        session.activate({
          site,
          behaviour,
          login: loginOf(session.agent, wanted),
          dn: lineOf(session.agent, wanted),
          autoComplete: wanted.autoCompleteCall ?? behaviour.autoCompleteCall,
        });
        return done();
      });
    },
  );

  app.get(
    `${BASE_PATH}/current-session`,
    { schema: { tags, summary: 'The agent, with line and calls', response } },
    async ({ headers }) => {
      const session = registry.sessionOf(headers);
      return journal.operation(session.agent, 'current-session', undefined, () =>
        done({ user: userOf(session, site.clock.now()), configuration: configurationOf(site.world) }),
      );
    },
  );

  app.get(
    `${BASE_PATH}/configuration`,
    { schema: { tags, summary: 'What the contact centre is configured with', response } },
    async ({ headers }) => {
      const { agent } = registry.sessionOf(headers);
      return journal.operation(agent, 'configuration', undefined, () => done(configurationOf(site.world)));
    },
  );

  app.post(
    `${BASE_PATH}/logout`,
    { schema: { tags, summary: 'End the session', response } },
    async ({ headers }, reply) => {
      const session = registry.sessionOf(headers);
      journal.operation(session.agent, 'logout', undefined, () => registry.end(session));
      void reply.header('set-cookie', noSessionCookie(config.workspace));
      return done();
    },
  );

  function enter(way: string, agent: WorldAgent, { headers }: FastifyRequest, reply: FastifyReply): void {
    const session = journal.operation(agent, way, undefined, () => registry.open(agent, headers));
    void reply.header('set-cookie', sessionCookie(session.token, config.workspace));
  }

  /** @throws CodedError `ticket-invalid` with a wrong token, or, but in open mode, without one */
  function bearerOf({ headers }: FastifyRequest): WorldAgent {
    const text = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
    if (text === undefined && config.open) return signIn.identify(undefined, undefined);
    const agent = tokens.find(text ?? '');
    if (agent === undefined) throw new CodedError('ticket-invalid');
    return agent;
  }

  /**
   * Which line is meant. An agent may use their own, or one that belongs to no agent: those of others are theirs.
   * @throws CodedError `not-permitted`
   */
  function lineOf(agent: WorldAgent, { dn, placeName }: Wanted): string {
    const named = dn ?? placeName ?? agent.dn;
    const shared = site.world.data.extensions.some((extension) => extension.dn === named);
    if (named !== agent.dn && !shared) throw new CodedError('not-permitted', { details: `The line is not ${named}.` });
    return named;
  }

  /** @throws CodedError `not-permitted` when another agent is named; `dn-not-configured` for an unknown queue */
  function loginOf(agent: WorldAgent, { agentId, queueName, agentWorkMode }: Wanted): Login {
    // Programs differ in what of the user they send back.
    const meant = agentId === agent.dn ? agent : site.world.agent(agentId);
    if (meant !== agent) throw new CodedError('not-permitted', { details: 'The session is of another agent.' });
    const queue = site.world.data.queues.find(({ dn, name }) => queueName === dn || queueName === name);
    if (queueName !== undefined && queue === undefined) throw new CodedError('dn-not-configured');
    return {
      AgentID: agent.agentId,
      ...(agent.password !== undefined && { Password: agent.password }),
      ...(queue !== undefined && { ThisQueue: queue.dn }),
      ...(agentWorkMode !== undefined && { AgentWorkMode: agentWorkMode }),
    };
  }
};

type Wanted = Static<typeof ActivateBody.properties.data>;
