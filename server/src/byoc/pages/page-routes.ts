import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { NamedLimits } from '../../runtime/named-limits.js';
import { sameSecret } from '../../runtime/same-secret.js';
import type { ChannelDesk, DeChannel } from '../de/channel-desk.js';
import { DeError } from '../de/de-error.js';
import type { Directory, IntegrationPlace } from '../directory.js';
import type { NiceHosts } from '../nice-hosts.js';
import { answerProblem, OWN_FORMS, show } from './page-answers.js';
import { PageProblem } from './problems.js';
import {
  channelsView,
  finishedView,
  freeIds,
  PAGE_ACTIONS,
  type PageAction,
  removalView,
  titleOf,
  type Told,
  TOLD,
} from './views.js';
import type { Visit, Visits } from './visits.js';

export interface PageRoutesOptions {
  readonly directory: Directory;
  /** By brand. */
  readonly desks: ReadonlyMap<number, ChannelDesk>;
  readonly visits: Visits;
  readonly hosts: NiceHosts;
  /** Visits from one address. */
  readonly limits: NamedLimits;
  readonly visitSeconds: number;
  /** [A] Whether a channel is made as one that shows when agents type. */
  readonly showsTyping: boolean;
  /** Below which the pages are, for cookies and forms. */
  readonly path: string;
}

const tags = ['CXone BYOC: pages for channels'];
const COOKIE = 'cti-byoc-visit';
const BODY_BYTES = 16_384;
const NAME = /^[^\p{C}]{1,100}$/u;
const Short = Type.String({ maxLength: 255 });
const Params = Type.Object({ client: Short });
const ActionParams = Type.Object({ client: Short, action: Type.Enum([...PAGE_ACTIONS]) });
const Query = Type.Object({
  userId: Type.Optional(Type.String({ maxLength: 20 })),
  brandId: Type.Optional(Type.String({ maxLength: 20 })),
  token: Type.Optional(Type.String({ maxLength: 1000 })),
  apiHost: Type.Optional(Type.String({ maxLength: 2048 })),
  backUrl: Type.Optional(Type.String({ maxLength: 2048 })),
  told: Type.Optional(Type.Enum(Object.keys(TOLD) as Told[])),
  channel: Type.Optional(Short),
});
const Form = Type.Object({
  form: Type.Optional(Type.String({ maxLength: 1000 })),
  channel: Type.Optional(Short),
  name: Type.Optional(Type.String({ maxLength: 1000 })),
});

/** Where administrators are sent by CXone to add, reconnect and remove channels. Pages without scripts. */
export const pageRoutes: FastifyPluginAsyncTypebox<PageRoutesOptions> = async (app, options) => {
  const { directory, desks, visits, hosts, limits, visitSeconds, showsTyping, path } = options;
  app.setErrorHandler(answerProblem);
  app.addContentTypeParser<string>('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(body))),
  );

  app.get(
    '/:client/:action',
    {
      schema: { tags, summary: 'A page; with a one-time token, the way in', params: ActionParams, querystring: Query },
    },
    async (request, reply) => {
      const { params, query } = request;
      const integration = integrationOf(params.client);
      if (query.token !== undefined) return enter(request, reply, integration, params.action, query);
      const visit = await visitOf(request, integration);
      const channels = await channelsOf(integration, visit);
      if (params.action === 'remove' && query.channel !== undefined) {
        const channel = oneOf(channels, query.channel);
        return show(reply, `Remove ${channel.name}?`, removalView(baseOf(integration), visit, channel), OWN_FORMS);
      }
      return showChannels(reply, integration, visit, params.action, channels, query.told);
    },
  );

  app.post(
    '/:client/add',
    { bodyLimit: BODY_BYTES, schema: { tags, summary: 'A channel is added', params: Params, body: Form } },
    async (request, reply) => {
      const { integration, visit, body } = await formOf(request);
      const channels = await channelsOf(integration, visit);
      const configured = integration.channels.map(({ id }) => id);
      const { channel = '', name: typed = '' } = body;
      const name = typed.trim();
      if (!freeIds(configured, channels).includes(channel)) throw new PageProblem('goneChannel');
      if (!NAME.test(name)) {
        void reply.status(400);
        const wrong = { name: typed, sentence: 'Type a name of 1 to 100 letters.' };
        return showChannels(reply, integration, visit, 'add', channels, undefined, wrong);
      }
      await deskOf(integration).put(visit.accessToken, newChannel(integration, visit, channel, name));
      return reply.redirect(`${baseOf(integration)}/add?told=added`, 303);
    },
  );

  app.post(
    '/:client/reconnect',
    { bodyLimit: BODY_BYTES, schema: { tags, summary: 'A channel is connected again', params: Params, body: Form } },
    async (request, reply) => {
      const { integration, visit, body } = await formOf(request);
      const channel = oneOf(await channelsOf(integration, visit), body.channel ?? '');
      await deskOf(integration).put(visit.accessToken, channel);
      return reply.redirect(`${baseOf(integration)}/reconnect?told=reconnected`, 303);
    },
  );

  app.post(
    '/:client/remove',
    { bodyLimit: BODY_BYTES, schema: { tags, summary: 'A channel is removed', params: Params, body: Form } },
    async (request, reply) => {
      const { integration, visit, body } = await formOf(request);
      const channel = oneOf(await channelsOf(integration, visit), body.channel ?? '');
      await deskOf(integration).remove(visit.accessToken, channel.id);
      return reply.redirect(`${baseOf(integration)}/remove?told=removed`, 303);
    },
  );

  app.post(
    '/:client/finish',
    { bodyLimit: BODY_BYTES, schema: { tags, summary: 'The visit ends', params: Params, body: Form } },
    async (request, reply) => {
      const { integration, visit } = await formOf(request);
      await visits.end(secretOf(request));
      void reply.header('set-cookie', cookie(integration, '', 0));
      if (visit.backUrl !== '') return reply.redirect(visit.backUrl, 303);
      return show(reply, 'Done', finishedView());
    },
  );

  /** Everything is checked before the token is shown to anybody, and then it is used at once. */
  async function enter(
    { ip }: FastifyRequest,
    reply: FastifyReply,
    integration: IntegrationPlace,
    action: PageAction,
    { userId = '', brandId = '', token = '', apiHost = '', backUrl = '' }: Static<typeof Query>,
  ): Promise<FastifyReply> {
    // Until it is gone from the address, nothing of this address is told to anybody.
    void reply.header('referrer-policy', 'no-referrer');
    if (!limits.take(ip)) throw new PageProblem('tooMany');
    if (!/^\d{1,15}$/.test(userId) || token === '' || apiHost === '') throw new PageProblem('notFromCxone');
    if (brandId !== String(integration.brand.id)) throw new PageProblem('otherBrand');
    // It is checked and never called: the brand's own address is.
    const isOurs = hosts.url(apiHost.includes('://') ? apiHost : `https://${apiHost}`) !== undefined;
    if (!isOurs) throw new PageProblem('foreignAddress');
    if (!(await visits.spend(integration.boxClientId, token))) throw new PageProblem('notConfirmed');
    const user = await deskOf(integration)
      .verify(integration.brand.id, Number(userId), token)
      .catch((error: unknown) => {
        if (error instanceof DeError && error.kind !== 'again') throw new PageProblem('notConfirmed');
        throw error;
      });
    const secret = await visits.begin({
      boxClientId: integration.boxClientId,
      userId: user.id,
      userName: user.name,
      accessToken: user.accessToken,
      backUrl: hosts.url(backUrl)?.href ?? '',
    });
    void reply.header('set-cookie', cookie(integration, secret, visitSeconds));
    return reply.redirect(`${baseOf(integration)}/${action}`, 303);
  }

  async function formOf(
    request: FastifyRequest<{ Params: Static<typeof Params>; Body: Static<typeof Form> }>,
  ): Promise<{ integration: IntegrationPlace; visit: Visit; body: Static<typeof Form> }> {
    const integration = integrationOf(request.params.client);
    const visit = await visitOf(request, integration);
    if (!sameSecret(visit.formToken, request.body.form ?? '')) throw new PageProblem('foreignForm');
    return { integration, visit, body: request.body };
  }

  async function visitOf(request: FastifyRequest, { boxClientId }: IntegrationPlace): Promise<Visit> {
    const visit = await visits.find(boxClientId, secretOf(request));
    if (visit === undefined) throw new PageProblem('visitOver');
    return visit;
  }

  function integrationOf(client: string): IntegrationPlace {
    const integration = directory.client(client);
    if (integration === undefined) throw new PageProblem('unknownPage');
    return integration;
  }

  function deskOf({ brand }: IntegrationPlace): ChannelDesk {
    const desk = desks.get(brand.id);
    if (desk === undefined) throw new PageProblem('unknownPage');
    return desk;
  }

  function channelsOf(integration: IntegrationPlace, visit: Visit): Promise<readonly DeChannel[]> {
    return deskOf(integration).channels(visit.accessToken, integration.id);
  }

  function newChannel(integration: IntegrationPlace, visit: Visit, id: string, name: string): DeChannel {
    const configured = integration.channels.find((one) => one.id === id);
    return {
      id,
      idOnExternalPlatform: id,
      channelIntegrationId: integration.id,
      realExternalPlatformId: 'custom',
      name,
      isPrivate: true,
      hasTreeStructure: false,
      hasReply: true,
      contentFormat: 'plain',
      hasAbilityToSendFiles: true,
      hasOutboundFlow: true,
      hasManualOutboundFlow: configured?.recipients !== 'none',
      hasMultipleThreadsPerEndUser: true,
      ownerUserId: visit.userId,
      ...(showsTyping && { canSendSenderActions: true }),
    };
  }

  function baseOf({ boxClientId }: IntegrationPlace): string {
    return `${path}/${encodeURIComponent(boxClientId)}`;
  }

  function cookie(integration: IntegrationPlace, secret: string, seconds: number): string {
    const where = `Path=${baseOf(integration)}; Max-Age=${seconds}`;
    // Lax: the first page is reached from CXone, by a link and never by a form.
    return `${COOKIE}=${secret}; ${where}; HttpOnly; Secure; SameSite=Lax`;
  }

  function showChannels(
    reply: FastifyReply,
    integration: IntegrationPlace,
    visit: Visit,
    action: PageAction,
    channels: readonly DeChannel[],
    told: Told | undefined,
    wrong?: { readonly name: string; readonly sentence: string },
  ): FastifyReply {
    const base = baseOf(integration);
    const configured = integration.channels.map(({ id }) => id);
    const view = { base, action, visit, channels, configured, told, ...(wrong !== undefined && { wrong }) };
    const targets = visit.backUrl === '' ? OWN_FORMS : [...OWN_FORMS, new URL(visit.backUrl).origin];
    return show(reply, titleOf(action), channelsView(view), targets);
  }
};

/** One of this integration: others are nobody's business here, whatever the administrator may do elsewhere. */
function oneOf(channels: readonly DeChannel[], id: string): DeChannel {
  const channel = channels.find((one) => one.id === id);
  if (channel === undefined) throw new PageProblem('goneChannel');
  return channel;
}

function secretOf({ headers }: FastifyRequest): string {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  const [, secret = ''] = pairs.find(([name]) => name === COOKIE) ?? [];
  return secret;
}
