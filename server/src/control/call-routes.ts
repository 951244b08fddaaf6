import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { kvListOf, partyAllows } from '@fusion-cti/protocol';
import { CodedError } from '../runtime/coded-error.js';
import { accepted } from './accepted.js';
import { ControlClient } from './control-client.js';
import type { ControlOptions } from './options.js';
import {
  CallCreatedSchema,
  CallParamsSchema,
  DnParamsSchema,
  DONE,
  DoneSchema,
  NewCallSchema,
  RouteSchema,
  TranscriptLineSchema,
  TranscriptSaidSchema,
  REFUSED,
} from './schemas.js';

/** Customers who call, answer and hang up, and phones that do without their toolbars. */
export const callRoutes: FastifyPluginAsyncTypebox<ControlOptions> = async (app, { site, transcripts }) => {
  const client = new ControlClient(site);
  const tags = ['control'];

  app.post(
    '/control/calls',
    {
      schema: {
        tags,
        summary: 'Call a line, a queue or a routing point from outside',
        body: NewCallSchema,
        response: { 201: CallCreatedSchema, ...REFUSED },
      },
    },
    async (request, reply) => {
      const { to, from, userData } = request.body;
      site.journal.record('control', 'in', 'call', to, request.body);
      const { connId } = accepted(site.happens({ kind: 'inboundCall', to, from, userData: kvListOf(userData ?? {}) }));
      return reply.status(201).send({ connId: connId ?? '' });
    },
  );

  app.post(
    '/control/calls/:connId/answer',
    {
      schema: {
        tags,
        summary: 'Whoever is being rung picks up',
        description:
          'The outside party of an outgoing call, or the phone that rings, by itself and not by its toolbar.',
        params: CallParamsSchema,
        response: { 200: DoneSchema, ...REFUSED },
      },
    },
    async (request) => {
      const { connId } = request.params;
      site.journal.record('control', 'in', 'answer', connId);
      const ringing = parties(connId).find(({ state }) => partyAllows(state, 'RequestAnswerCall'));
      accepted(
        ringing === undefined ? site.happens({ kind: 'farEndAnswer', connId }) : client.answer(ringing.dn, connId),
      );
      return DONE;
    },
  );

  app.post(
    '/control/calls/:connId/release',
    {
      schema: {
        tags,
        summary: 'The outside party hangs up',
        params: CallParamsSchema,
        response: { 200: DoneSchema, ...REFUSED },
      },
    },
    async (request) => {
      const { connId } = request.params;
      site.journal.record('control', 'in', 'release', connId);
      accepted(site.happens({ kind: 'farEndRelease', connId }));
      return DONE;
    },
  );

  app.post(
    '/control/calls/:connId/route',
    {
      schema: {
        tags,
        summary: 'The router answers the route request of a call',
        description: 'For a call that waits on a routing point. Its EventRouteRequest stays open until it is answered.',
        params: CallParamsSchema,
        body: RouteSchema,
        response: { 200: DoneSchema, ...REFUSED },
      },
    },
    async (request) => {
      const { connId } = request.params;
      const { to } = request.body;
      site.journal.record('control', 'in', 'route', connId, request.body);
      const waiting = parties(connId).find(({ state }) => partyAllows(state, 'RequestRouteCall'));
      if (waiting === undefined) throw new CodedError('wrong-state');
      accepted(client.route(waiting.dn, connId, to));
      return DONE;
    },
  );

  app.post(
    '/control/calls/:connId/transcript',
    {
      schema: {
        tags,
        summary: 'Something is said in a call',
        description:
          'As speech recognition would tell it, to whoever listens on /transcriptResult for a line in the call.',
        params: CallParamsSchema,
        body: TranscriptLineSchema,
        response: { 200: TranscriptSaidSchema, ...REFUSED },
      },
    },
    async (request) => {
      const { connId } = request.params;
      const { messageId = site.ids.uuid(), final = true, role, transcript } = request.body;
      // What people say stays out of the journal.
      site.journal.record('control', 'in', 'transcript', connId, { role, final, messageId });
      const dns = parties(connId).map(({ dn }) => dn);
      transcripts.say(connId, dns, { role, transcript, final, messageId });
      return { messageId };
    },
  );

  app.post(
    '/control/phones/:dn/release',
    {
      schema: {
        tags,
        summary: 'The phone on a line hangs up by itself',
        params: DnParamsSchema,
        response: { 200: DoneSchema, ...REFUSED },
      },
    },
    async (request) => {
      const { dn } = request.params;
      site.journal.record('control', 'in', 'phone release', dn);
      const call = site.partiesOn(dn).find(({ state }) => partyAllows(state, 'RequestReleaseCall'));
      if (call === undefined) throw new CodedError('no-such-call');
      accepted(client.release(dn, call.connId));
      return DONE;
    },
  );

  function parties(connId: string) {
    const call = site.call(connId);
    if (call === undefined) throw new CodedError('no-such-call');
    return call.parties;
  }
};
