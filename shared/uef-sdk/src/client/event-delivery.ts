/** Brings one event to one callback, and for the controllable events its promise back to the host. */
import type { IEventResponse, IObjectContext } from '../types/index.js';
import { REPLY_METHODS, type HostMessage } from '../wire.js';
import { failedReply, replyFrom, type CommandReplyData } from './command-reply.js';
import type { ClientEnvironment } from './environment.js';
import { buildEventResponse, type FullEventResponse } from './event-response.js';
import type { HostLink } from './host-link.js';
import type { ContextSource } from './session.js';

interface Delivery {
  readonly eventName: string;
  readonly message: HostMessage;
  readonly callback: (response: IEventResponse) => unknown;
  readonly context: IObjectContext;
  readonly contexts: ContextSource;
  readonly link: HostLink;
  readonly environment: ClientEnvironment;
}

/** Never rejects: what a callback throws becomes a failed reply, or is reported when nobody waits for a reply. */
export async function deliver(delivery: Delivery): Promise<void> {
  const { eventName, message, link, environment } = delivery;
  // A copy for each listener: toolbars reply by writing into it.
  const payload: HostMessage = structuredClone(message);
  const response = buildEventResponse({ ...delivery, payload });
  const replyMethod = REPLY_METHODS[eventName];
  if (replyMethod === undefined) {
    try {
      await delivery.callback(response);
    } catch (error) {
      environment.reportError(error);
    }
    return;
  }
  const { channel, channelType, eventId, command, commandId } = message;
  const send = (reply: CommandReplyData): void =>
    link.tell(replyMethod, { channel, channelType, eventId, command, commandId, ...reply }, message.uuid);
  const reply = await commandReply(delivery.callback, response);
  try {
    send(reply);
  } catch (error) {
    // The toolbar put something into outData that is no JSON: Fusion waits for a reply all the same.
    send(failedReply(error, {}));
  }
}

async function commandReply(
  callback: (response: IEventResponse) => unknown,
  response: FullEventResponse,
): Promise<CommandReplyData> {
  try {
    return replyFrom(await callback(response), response.responseDetails);
  } catch (error) {
    return failedReply(error, response.responseDetails);
  }
}
