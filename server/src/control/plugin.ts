import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { kvListOf, partyAllows } from '@fusion-cti/protocol';
import { CodedError } from '../runtime/coded-error.js';
import type { JournalEntry } from '../runtime/journal.js';
import type { Site } from '../site/site.js';
import type { SwitchResult } from '../tserver/index.js';
import { ControlPhones } from './control-phones.js';
import {
  CallCreatedSchema,
  CallParamsSchema,
  DoneSchema,
  JournalQuerySchema,
  JournalSchema,
  NewCallSchema,
  PhoneParamsSchema,
  StateSchema,
} from './schemas.js';

export interface ControlOptions {
  readonly site: Site;
}

const DEFAULT_JOURNAL_PAGE = 1000;
const DONE = { status: 'Success' } as const;

/**
 * The harness's hand in the world: rings agents, acts as their customers, and tells what happened. It is there in open
 * mode only.
 */
export const controlPlugin: FastifyPluginAsyncTypebox<ControlOptions> = async (app, { site }) => {
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

  app.get(
    '/control/state',
    { schema: { tags, summary: 'Lines, agents, calls and sessions', response: { 200: StateSchema } } },
    async () => {
      const { dns, calls } = site.snapshot();
      return { dns: [...dns], agents: agents(), calls: [...calls], sessions: [...site.sessions()] };
    },
  );

  app.get('/control/world', { schema: { tags, summary: 'The world file, without passwords' } }, async () => {
    return site.world.publicData;
  });

  app.get(
    '/control/journal',
    {
      schema: {
        tags,
        summary: 'Everything that crossed a seam, in order',
        querystring: JournalQuerySchema,
        response: { 200: JournalSchema },
      },
    },
    async (request) => {
      const { after = '0', limit } = request.query;
      const entries = site.journal.after(Number(after), limit === undefined ? DEFAULT_JOURNAL_PAGE : Number(limit));
      return { entries: entries.map(withoutAbsent), newest: site.journal.newest };
    },
  );

  app.post(
    '/control/reset',
    { schema: { tags, summary: 'Back to the world file', response: { 200: DoneSchema } } },
    async () => {
      site.reset();
      return DONE;
    },
  );

  function parties(connId: string) {
    const call = site.call(connId);
    if (call === undefined) throw new CodedError('no-such-call');
    return call.parties;
  }

  function agents() {
    return site.world.data.agents.map(({ agentId, name, dn, queues }) => {
      const there = site.agentOn(dn);
      return { agentId, name, dn, queues, state: there?.agentId === agentId ? there.state : 'Null' };
    });
  }
};

/** What an entry lacks is absent in its JSON, too. */
function withoutAbsent({ who, payload, ...entry }: JournalEntry) {
  return { ...entry, ...(who !== undefined && { who }), ...(payload !== undefined && { payload }) };
}

/** @throws CodedError when the switch refused */
function accepted(result: SwitchResult): SwitchResult {
  if (result.refused !== undefined) throw CodedError.ofSwitch(result.refused);
  return result;
}
