import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { sameSecret } from '../runtime/same-secret.js';
import { type BuriedItem, discard } from '../runtime/store/index.js';
import { type Book, type ChannelParcel, type CxoneParcel, messageIdOf, OUTBOXES } from './book.js';
import { ByocError } from './errors.js';
import type { Threads } from './threads.js';

export interface AdminRoutesOptions {
  readonly book: Book;
  readonly threads: Threads;
  readonly onStored: () => void;
}

const tags = ['CXone BYOC: support'];
const PAGE = 100;
const Digits = Type.String({ pattern: '^\\d{1,15}$' });
const Outbox = Type.Object({ outbox: Type.Enum(['channel', 'cxone']) });
const Letter = Type.Object({ outbox: Type.Enum(['channel', 'cxone']), letter: Digits });

/** @param token empty: nobody comes in, or in open mode everybody */
export function forSupport(app: FastifyInstance, token: string, isOpen: boolean): void {
  app.addHook('onRequest', async ({ headers }) => {
    if (token === '' && isOpen) return;
    const [, given = ''] = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? [];
    if (token === '' || !sameSecret(token, given)) throw new ByocError('unauthorized');
  });
}

/** For support staff: what is where, and what could not be delivered. Nobody reads here what people say. */
export const adminRoutes: FastifyPluginAsyncTypebox<AdminRoutesOptions> = async (app, options) => {
  const { book, threads, onStored } = options;
  const { outboxes } = book.store;

  app.get(
    '/threads/:channel/:thread',
    {
      schema: {
        tags,
        summary: 'The state of a thread',
        params: Type.Object({ channel: Type.String({ maxLength: 128 }), thread: Type.String({ maxLength: 255 }) }),
      },
    },
    async ({ params }) => {
      const stored = await threads.find(params.channel, params.thread);
      if (stored === undefined) throw new ByocError('unknown_thread');
      const { customer: _person, ...view } = stored.conversation;
      return view;
    },
  );

  app.get(
    '/dead_letters/:outbox',
    {
      schema: {
        tags,
        summary: 'What could not be delivered, to channels or to CXone',
        params: Outbox,
        querystring: Type.Object({ after: Type.Optional(Digits) }),
      },
    },
    async ({ params, query }) => {
      const outbox = OUTBOXES[params.outbox];
      const letters = await outboxes.buried(outbox, Number(query.after ?? 0), PAGE);
      return letters.map((letter) => letterView(letter, opened(outbox, letter)));
    },
  );

  app.post(
    '/dead_letters/:outbox/:letter/replay',
    { schema: { tags, summary: 'Deliver it once more, behind what else is for its thread', params: Letter } },
    async ({ params }, reply) => {
      const outbox = OUTBOXES[params.outbox];
      const letter = await found(outbox, Number(params.letter));
      if (opened(outbox, letter) === undefined) throw ByocError.at('letter', 'was sealed with another key');
      await book.store.commit(discard(outbox, letter.id), book.again(outbox, letter.key, letter.text));
      onStored();
      return reply.status(202).send();
    },
  );

  app.delete(
    '/dead_letters/:outbox/:letter',
    { schema: { tags, summary: 'Forget it', params: Letter } },
    async ({ params }, reply) => {
      const outbox = OUTBOXES[params.outbox];
      await book.store.commit(discard(outbox, (await found(outbox, Number(params.letter))).id));
      return reply.status(204).send();
    },
  );

  async function found(outbox: string, id: number): Promise<BuriedItem> {
    const [letter] = id === 0 ? [] : await outboxes.buried(outbox, id - 1, 1);
    if (letter?.id !== id) throw new ByocError('unknown_letter');
    return letter;
  }

  function opened(outbox: string, { text }: BuriedItem): ChannelParcel | CxoneParcel | undefined {
    try {
      return book.openParcel(outbox, text);
    } catch {
      return undefined;
    }
  }
};

/** @param parcel `undefined` when it cannot be opened any more */
function letterView(
  { id, at, attempt, buriedAt, reason }: BuriedItem,
  parcel: ChannelParcel | CxoneParcel | undefined,
) {
  const what = parcel && ('event' in parcel ? parcel.event : parcel.job);
  return {
    id,
    kind: what?.kind ?? '',
    channel: parcel?.channel ?? '',
    thread: parcel?.thread ?? '',
    messageId: what === undefined ? '' : messageIdOf(what),
    at: new Date(at).toISOString(),
    buriedAt: new Date(buriedAt).toISOString(),
    tries: attempt,
    reason,
  };
}
