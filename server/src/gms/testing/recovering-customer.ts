import { adapt } from 'cometd-nodejs-client';
import { CometD } from 'cometd';
import type { Transport } from '../../bayeux/testing/real-clients.js';
import type { Envelope } from '../envelope.js';

adapt();

const CHANNEL = '/service/chatV2/customer-support';

/**
 * A customer's page as GMS' documents want it: after every return it asks for what came since the last line that it has
 * shown, and it shows no line twice.
 */
export class RecoveringCustomer {
  /** The lines that it shows. */
  readonly lines: string[] = [];
  readonly keys = new Set<string>();
  readonly aliases = new Set<string>();
  readonly errors: number[] = [];
  handshakes = 0;
  chatId = '';
  ended = false;
  readonly #client = new CometD();
  #last = 0;
  #key = '';
  #isAway = false;

  constructor(transport: Transport) {
    for (const type of this.#client.getTransportTypes()) {
      if (type !== transport) this.#client.unregisterTransport(type);
    }
  }

  start(url: string): void {
    const client = this.#client;
    client.configure({ url: `${url}/genesys/cometd`, backoffIncrement: 20, maxBackoff: 100 });
    client.addListener(CHANNEL, ({ data }) => this.#take(data as Envelope));
    client.addListener('/meta/handshake', ({ successful }) => {
      if (successful !== true) return;
      this.handshakes += 1;
      this.#isAway = false;
      this.#ask();
    });
    client.addListener('/meta/connect', ({ successful }) => {
      // What was on its way when the line broke has gone with it.
      if (successful === true && this.#isAway) this.#ask();
      this.#isAway = successful !== true;
    });
    client.handshake();
  }

  say(message: string): void {
    this.#client.publish(CHANNEL, { operation: 'sendMessage', secureKey: this.#key, message });
  }

  leave(): Promise<void> {
    return new Promise((resolve) => this.#client.disconnect(() => resolve()));
  }

  #ask(): void {
    const begin = { operation: 'requestChat', nickname: 'Rita' };
    const goOn = { operation: 'requestNotifications', secureKey: this.#key, transcriptPosition: this.#last + 1 };
    this.#client.publish(CHANNEL, this.#key === '' ? begin : goOn);
  }

  #take({ messages, chatEnded, secureKey, alias, chatId, errors = [] }: Envelope): void {
    if (secureKey !== undefined) this.keys.add((this.#key = secureKey));
    if (alias !== undefined) this.aliases.add(alias);
    this.chatId ||= chatId ?? '';
    this.ended = chatEnded;
    this.errors.push(...errors.map(({ code }) => code));
    for (const { index = 0, type, text } of messages) {
      if (index <= this.#last) continue;
      this.#last = index;
      this.lines.push(type === 'Message' ? `${index} ${text ?? ''}` : `${index} ${type}`);
    }
  }
}
