import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { ManualClock } from '../runtime/clock.js';
import { CodedError } from '../runtime/coded-error.js';
import type { ControlOptions } from './options.js';
import { AdvancedSchema, AdvanceSchema, MAX_TIMERS, TimersSchema, REFUSED } from './schemas.js';

/** The world's time: what it is waiting for, and letting it pass. */
export const clockRoutes: FastifyPluginAsyncTypebox<ControlOptions> = async (app, { site }) => {
  const { clock } = site;
  const virtual = clock instanceof ManualClock ? clock : undefined;
  const tags = ['control'];

  app.post(
    '/control/clock',
    {
      schema: {
        tags,
        summary: 'Let virtual time pass',
        description:
          'Every timer that falls into the span fires in order, each at its own moment, and so do those that are set on ' +
          `the way. One request fires ${MAX_TIMERS} timers at most, so that nobody else has to wait for it: when the ` +
          'answer is not done, ask again for its remainingMs. The network keeps real time: pings, tickets and limits do ' +
          'not move.',
        body: AdvanceSchema,
        response: { 200: AdvancedSchema, ...REFUSED },
      },
    },
    async (request) => {
      site.journal.record('control', 'in', 'advance', undefined, request.body);
      if (virtual === undefined) throw new CodedError('clock-not-virtual');
      const { fired, ...rest } = virtual.advance(request.body.advanceMs, MAX_TIMERS);
      return { now: virtual.now(), fired: [...fired], ...rest };
    },
  );

  app.get(
    '/control/timers',
    {
      schema: {
        tags,
        summary: 'What the world is waiting for',
        description: `The ${MAX_TIMERS} timers that are due next, soonest first. Virtual time has the network's not among them.`,
        response: { 200: TimersSchema, ...REFUSED },
      },
    },
    async () => {
      const now = clock.now();
      const pending = clock.pending();
      return {
        now,
        clock: virtual === undefined ? ('system' as const) : ('virtual' as const),
        count: pending.length,
        // A busy process may be late for a timer.
        timers: pending.slice(0, MAX_TIMERS).map(({ name, dueAt }) => ({ name, inMs: Math.max(0, dueAt - now) })),
      };
    },
  );
};
