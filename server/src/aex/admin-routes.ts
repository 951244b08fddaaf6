import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { type BuriedItem, discard } from '../runtime/store/index.js';
import type { Bridge } from './bridge.js';
import type { Callers } from './callers.js';
import { type ChatBook, type Parcel, PUBLISH_OUTBOX } from './chat-book.js';
import { conversationView, letterView } from './views.js';
import { BridgeError } from './errors.js';
import { BRIDGE_PATH } from './routes.js';
import { ConversationId } from './schemas.js';

export interface AdminOptions {
  readonly bridge: Bridge;
  readonly callers: Callers;
  readonly book: ChatBook;
  readonly onEvents: () => void;
}

const PAGE = 100;
const Digits = Type.String({ pattern: '^\\d{1,15}$' });
const LetterParams = Type.Object({ letter: Digits });

/** For support staff: what there is of a conversation, and what could not be published. No secrets, and no texts. */
export const aexAdminRoutes: FastifyPluginAsyncTypebox<AdminOptions> = async (app, options) => {
  const { bridge, callers, book, onEvents } = options;
  const tags = ['aex bridge: support'];
  app.addHook('onRequest', async ({ headers }) => callers.checkAdmin(headers));

  app.get(
    `${BRIDGE_PATH}/conversations/:id`,
    {
      schema: {
        tags,
        summary: 'What there is of a conversation',
        params: Type.Object({ id: ConversationId }),
      },
    },
    async ({ params }) => {
      const chat = await bridge.find(params.id);
      if (chat === undefined) throw new BridgeError('conversation_unknown');
      return conversationView(chat);
    },
  );

  app.get(
    `${BRIDGE_PATH}/dead_letters`,
    {
      schema: {
        tags,
        summary: 'What could not be published',
        querystring: Type.Object({ after: Type.Optional(Digits) }),
      },
    },
    async ({ query }) => {
      const letters = await book.store.outboxes.buried(PUBLISH_OUTBOX, Number(query.after ?? 0), PAGE);
      return letters.map((letter) => letterView(letter, opened(letter)));
    },
  );

  app.post(
    `${BRIDGE_PATH}/dead_letters/:letter/replay`,
    {
      schema: {
        tags,
        summary: 'Publish it once more, behind what else is for its channel',
        params: LetterParams,
        body: Type.Object(
          {
            token: Type.Optional(
              Type.String({ minLength: 1, maxLength: 8192, description: 'Instead of one that expired' }),
            ),
          },
          { additionalProperties: false },
        ),
      },
    },
    async ({ params, body: { token } }, reply) => {
      const letter = await found(Number(params.letter));
      const parcel = opened(letter);
      if (parcel === undefined) throw new BridgeError('invalid_request', 'It was sealed with another key.');
      const returnTo = { ...parcel.returnTo, ...(token !== undefined && { token }) };
      await book.store.commit(
        discard(PUBLISH_OUTBOX, letter.id),
        book.parcelWrite(letter.key, { ...parcel, returnTo }),
      );
      onEvents();
      return reply.status(202).send(undefined);
    },
  );

  app.delete(
    `${BRIDGE_PATH}/dead_letters/:letter`,
    { schema: { tags, summary: 'Forget it, its secrets too', params: LetterParams } },
    async ({ params }, reply) => {
      const letter = await found(Number(params.letter));
      await book.store.commit(discard(PUBLISH_OUTBOX, letter.id));
      return reply.status(204).send(undefined);
    },
  );

  async function found(id: number): Promise<BuriedItem> {
    const [letter] = await book.store.outboxes.buried(PUBLISH_OUTBOX, id - 1, 1);
    if (letter?.id !== id) throw new BridgeError('conversation_unknown', 'There is no such dead letter.');
    return letter;
  }

  function opened({ text }: BuriedItem): Parcel | undefined {
    try {
      return book.openParcel(text);
    } catch {
      return undefined;
    }
  }
};
