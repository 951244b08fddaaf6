import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { kvListOf, partyAllows } from '@fusion-cti/protocol';
import { CodedError } from '../runtime/coded-error.js';
import type { SwitchResult } from '../tserver/index.js';
import { ControlPhones } from './control-phones.js';
import type { ControlOptions } from './options.js';
import { CallCreatedSchema, CallParamsSchema, DONE, DoneSchema, NewCallSchema, PhoneParamsSchema } from './schemas.js';

/** Customers who call, answer and hang up, and phones that do without their toolbars. */
export const callRoutes: FastifyPluginAsyncTypebox<ControlOptions> = async (app, { site }) => {
  const phones = new ControlPhones(site);
  const tags = ['control'];

  app.post(
    '/control/calls',
    {
      schema: {
        tags,
        summary: 'Call a line or a queue from outside',
        body: NewCallSchema,
        response: { 201: CallCreatedSchema },
      },
    },
    async (request, reply) => {
      const { to, from, userData } = request.body;
      site.journal.record('control', 'in', 'call', to, request.body);
      const { connId } = accepted(site.inboundCall(to, from, kvListOf(userData ?? {})));
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
        response: { 200: DoneSchema },
      },
    },
    async (request) => {
      const { connId } = request.params;
      site.journal.record('control', 'in', 'answer', connId);
      const ringing = parties(connId).find(({ state }) => partyAllows(state, 'RequestAnswerCall'));
      accepted(ringing === undefined ? site.farEndAnswer(connId) : phones.answer(ringing.dn, connId));
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
        response: { 200: DoneSchema },
      },
    },
    async (request) => {
      const { connId } = request.params;
      site.journal.record('control', 'in', 'release', connId);
      accepted(site.farEndRelease(connId));
      return DONE;
    },
  );

  app.post(
    '/control/phones/:dn/release',
    {
      schema: {
        tags,
        summary: 'The phone on a line hangs up by itself',
        params: PhoneParamsSchema,
        response: { 200: DoneSchema },
      },
    },
    async (request) => {
      const { dn } = request.params;
      site.journal.record('control', 'in', 'phone release', dn);
      const call = site.partiesOn(dn).find(({ state }) => partyAllows(state, 'RequestReleaseCall'));
      if (call === undefined) throw new CodedError('no-such-call');
      accepted(phones.release(dn, call.connId));
      return DONE;
    },
  );

  function parties(connId: string) {
    const call = site.call(connId);
    if (call === undefined) throw new CodedError('no-such-call');
    return call.parties;
  }
};

/** @throws CodedError when the switch refused */
function accepted(result: SwitchResult): SwitchResult {
  if (result.refused !== undefined) throw CodedError.ofSwitch(result.refused);
  return result;
}
