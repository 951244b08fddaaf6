import type { OutboundHttp } from '../../runtime/outbound/index.js';
import { textsOf } from './notice.js';
import { DELIVERED, type Outcome, type Push, refused, type Sender } from './sender.js';

/** An address of the operator's own. [D] Only 200 means that it has arrived, and what else is answered does not matter. */
export class HttpSender implements Sender {
  readonly #http: OutboundHttp;

  constructor(http: OutboundHttp) {
    this.#http = http;
  }

  laneOf({ option }: Push): string {
    return `customhttp ${option('customhttp.url') ?? ''}`;
  }

  async send(push: Push): Promise<Outcome> {
    const { option, deviceId } = push;
    const url = option('customhttp.url');
    if (url === undefined) return refused('customhttp.url is not set');
    const authorization = option('customhttp.authorization');
    const { status } = await this.#http.request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) },
      body: JSON.stringify({ deviceId, message: messageOf(push) }),
    });
    return status === 200 ? DELIVERED : { kind: 'later', why: `status ${status}` };
  }
}

/** [D] A static text, or the event as CometD has it. [A] Without such a text, the one that devices would show. */
function messageOf({ includePayload, notice, option }: Push): unknown {
  if (!includePayload) return textsOf(notice, { body: option('customhttp.message') }).body;
  return option('customhttp.payloadAsString') === 'true' ? JSON.stringify(notice.envelope) : notice.envelope;
}
