import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '../runtime/coded-error.js';
import type { Chats } from './chats.js';

/** Makes of an answer one that acknowledges nothing. @returns its body, in JSON unless it says otherwise */
export type Refusal = (reply: FastifyReply, request: FastifyRequest) => string;

/**
 * No answer of a route leaves before what it was made from is safe: a chat that somebody was told of goes on. When that
 * takes too long a refusal leaves in its place. What was asked for happens all the same, once the store is back.
 */
export function holdAnswers(scope: FastifyInstance, chats: Chats, refuse: Refusal = inWordsOfTheCatalogue): void {
  scope.addHook('onSend', (request, reply, _payload, done) => {
    const late = () => {
      void reply.type('application/json; charset=utf-8');
      const body = refuse(reply, request);
      // Of the answer that was ready.
      void reply.removeHeader('content-disposition');
      done(null, body);
    };
    chats.whenSafeInTime(() => done(), late);
  });
}

function inWordsOfTheCatalogue(reply: FastifyReply): string {
  const error = new CodedError('store-unavailable');
  void reply.code(error.status);
  return JSON.stringify(error.body());
}
