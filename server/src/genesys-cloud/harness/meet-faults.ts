import type { FastifyInstance } from 'fastify';
import type { Cloud } from '../cloud.js';
import { CloudError } from '../errors.js';
import type { RequestFault } from './request-faults.js';

/** Where requests meet the faults that wait for them, and are told to the journal. */
export function meetFaults(scope: FastifyInstance, { faults, chats }: Cloud): void {
  scope.decorateRequest('cloudFault', undefined);
  scope.addHook('preValidation', async (request) => {
    const { operation } = request.routeOptions.config;
    if (operation === undefined) return;
    const { conversationId } = request.params as { readonly conversationId?: string };
    const fault = faults.meeting(operation, conversationId);
    request.setDecorator('cloudFault', fault);
    if (fault?.delayMs !== undefined) {
      const { delayMs } = fault;
      await new Promise<void>((resolve) => chats.clock.setTimer(`genesys-cloud delay ${operation}`, delayMs, resolve));
    }
    if (fault?.cut === true) {
      request.raw.socket.destroy();
      // Nobody hears it: it only keeps the request from being carried out.
      throw CloudError.injected(503, undefined, undefined);
    }
    if (fault?.refuse !== undefined) {
      const { status, code, retryAfterSeconds } = fault.refuse;
      throw CloudError.injected(status, code, retryAfterSeconds);
    }
  });
  scope.addHook('onSend', async (request, reply, payload) => {
    const { operation } = request.routeOptions.config;
    if (operation === undefined) return payload;
    const { conversationId = createdIn(operation, payload) } = request.params as { readonly conversationId?: string };
    chats.journal.record('genesys-cloud', 'in', operation, conversationId, { status: reply.statusCode });
    if (request.getDecorator<RequestFault | undefined>('cloudFault')?.loseAnswer === true) request.raw.socket.destroy();
    return payload;
  });
}

/** Of a request that begins a conversation, only the answer says which one. */
function createdIn(operation: string, payload: unknown): string | undefined {
  if (operation !== 'create' || typeof payload !== 'string') return undefined;
  return (JSON.parse(payload) as { readonly id?: string }).id;
}
