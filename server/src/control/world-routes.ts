import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { JournalEntry } from '../runtime/journal.js';
import type { ControlOptions } from './options.js';
import { DONE, DoneSchema, JournalQuerySchema, JournalSchema, StateSchema, REFUSED } from './schemas.js';

const DEFAULT_JOURNAL_PAGE = 1000;

/** How the world is, what happened in it, and its beginning again. */
export const worldRoutes: FastifyPluginAsyncTypebox<ControlOptions> = async (app, { site }) => {
  const tags = ['control'];

  app.get(
    '/control/state',
    { schema: { tags, summary: 'Lines, agents, calls and sessions', response: { 200: StateSchema, ...REFUSED } } },
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
        response: { 200: JournalSchema, ...REFUSED },
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
    { schema: { tags, summary: 'Back to the world file', response: { 200: DoneSchema, ...REFUSED } } },
    async () => {
      site.reset();
      return DONE;
    },
  );

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
