import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Journal, JournalEntry } from '../runtime/journal.js';
import type { ControlOptions } from './options.js';
import { JournalQuerySchema, REFUSED } from './schemas.js';
import { tserverLog } from './tserver-log.js';

/** Entries taken from the journal at once, so that a long log is never in memory as a whole. */
const PORTION = 500;

const LogQuerySchema = Type.Pick(JournalQuerySchema, ['after']);
const LogSchema = Type.Unsafe<Readable>(
  Type.String({ description: 'A message is a head, lines of attributes, and an empty line' }),
);

/** The journal for the tools of contact centres. */
export const logRoutes: FastifyPluginAsyncTypebox<ControlOptions> = async (app, { site }) => {
  app.get(
    '/control/journal.log',
    {
      schema: {
        tags: ['control'],
        summary: 'What the switch heard and told, as a T-Server logs it',
        description:
          'Requests and events with all their attributes, in order, times in UTC. Clients are numbered as they appear ' +
          'in the answer. Passwords are not told.',
        querystring: LogQuerySchema,
        response: { 200: { content: { 'text/plain': { schema: LogSchema } } }, ...REFUSED },
      },
    },
    async (request, reply) => {
      const entries = kept(site.journal, Number(request.query.after ?? '0'));
      void reply.type('text/plain; charset=utf-8');
      return Readable.from(tserverLog(entries));
    },
  );
};

/** The entries that there are now; a journal that goes on meanwhile, or is cleared, does not make the answer endless. */
function* kept(journal: Journal, after: number): Generator<JournalEntry> {
  const last = journal.newest;
  let from = after;
  while (from < last) {
    const entries = journal.after(from, Math.min(PORTION, last - from));
    yield* entries;
    from = entries.at(-1)?.n ?? last;
  }
}
