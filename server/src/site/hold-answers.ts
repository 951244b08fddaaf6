import type { FastifyInstance } from 'fastify';
import type { Chats } from './chats.js';

/** No answer of a route leaves before what it was made from is safe: a chat that somebody was told of goes on. */
export function holdAnswers(scope: FastifyInstance, chats: Chats): void {
  scope.addHook('onSend', (_request, _reply, _payload, done) => chats.whenSafe(() => done()));
}
