import type { FastifyInstance } from 'fastify';
import { DeError } from '../errors.js';
import type { Tenant } from '../tenant.js';
import type { RequestFault } from './request-faults.js';

/** Where requests meet the faults that wait for them, and are told to the journal. */
export function meetFaults(scope: FastifyInstance, { faults, chats }: Tenant): void {
  scope.decorateRequest('cxoneFault', undefined);
  scope.addHook('preValidation', async (request) => {
    const { operation } = request.routeOptions.config;
    if (operation === undefined) return;
    const fault = faults.meeting(operation);
    request.setDecorator('cxoneFault', fault);
    if (fault?.delayMs !== undefined) {
      const { delayMs } = fault;
      await new Promise<void>((resolve) => chats.clock.setTimer(`cxone delay ${operation}`, delayMs, resolve));
    }
    if (fault?.refuse !== undefined) {
      const { status, errorCode, retryAfterSeconds } = fault.refuse;
      throw DeError.injected(status, errorCode, retryAfterSeconds);
    }
  });
  scope.addHook('onSend', async (request, reply, payload) => {
    const { operation } = request.routeOptions.config;
    if (operation === undefined) return payload;
    chats.journal.record('cxone', 'in', operation, undefined, { status: reply.statusCode });
    if (request.getDecorator<RequestFault | undefined>('cxoneFault')?.loseAnswer === true) request.raw.socket.destroy();
    return payload;
  });
}
