/** A customer's chat by GMS Chat API V2, through CometD's own client: what a page on a company's site does. */
import { CometD, type Message } from 'cometd';

/** A line of the transcript, as GMS tells it. */
export interface GmsLine {
  readonly index?: number;
  readonly type: string;
  readonly text?: string;
  readonly from: { readonly nickname: string; readonly participantId: number; readonly type: string };
  readonly utcTime: number;
  readonly userData?: Readonly<Record<string, string>>;
}

interface Envelope {
  readonly statusCode: number;
  readonly chatEnded: boolean;
  readonly chatId?: string;
  readonly secureKey?: string;
  readonly messages: readonly GmsLine[];
  readonly errors?: readonly { readonly code: number; readonly advice: string }[];
}

export interface ChatRequest {
  readonly nickname: string;
  readonly emailAddress?: string;
  readonly subject?: string;
  readonly service: string;
}

export interface GmsListener {
  readonly said: (line: GmsLine) => void;
  readonly ended: () => void;
  readonly failed: (why: string) => void;
  /** The line to the contact centre works, or is broken and tried again. */
  readonly reached: (isReached: boolean) => void;
}

const FILES = '/genesys/2/chat-ntf';

export class GmsChat {
  readonly #client = new CometD();
  readonly #listener: GmsListener;
  #channel = '';
  #secureKey = '';
  #next = 1;

  constructor(listener: GmsListener) {
    this.#listener = listener;
  }

  start({ service, ...customer }: ChatRequest, origin: string): void {
    this.#channel = `/service/chatV2/${service}`;
    this.#client.configure({ url: `${origin}/genesys/cometd` });
    this.#client.addListener('/meta/handshake', ({ successful, error }) => {
      if (successful !== true) return this.#listener.failed(error ?? 'The contact centre cannot be reached.');
      this.#client.subscribe(this.#channel, (message) => this.#hear(message));
      // After a break the server knows the chat by its key, and tells what was missed.
      if (this.#secureKey === '') this.#publish('requestChat', customer);
      else this.#publish('requestNotifications', { transcriptPosition: this.#next });
    });
    this.#client.addListener('/meta/connect', ({ successful }) => this.#listener.reached(successful === true));
    this.#client.handshake();
  }

  say(message: string): void {
    this.#publish('sendMessage', { message, messageType: 'text' });
  }

  types(stopped: boolean): void {
    this.#publish(stopped ? 'stopTyping' : 'startTyping', {});
  }

  hasRead(index: number): void {
    this.#publish('readReceipt', { transcriptPosition: index });
  }

  show(pushUrl: string): void {
    this.#publish('pushUrl', { pushUrl });
  }

  leave(): void {
    this.#publish('disconnect', {});
  }

  async send(file: File): Promise<void> {
    const form = this.#form('fileUpload');
    form.append('file', file);
    const response = await fetch(FILES, { method: 'POST', body: form });
    const { errors } = (await response.json()) as Envelope;
    if (errors?.[0] !== undefined) this.#listener.failed(errors[0].advice);
  }

  async fetch(fileId: string): Promise<Blob | undefined> {
    const form = this.#form('fileDownload');
    form.append('fileId', fileId);
    const response = await fetch(FILES, { method: 'POST', body: form });
    return response.ok ? response.blob() : undefined;
  }

  #form(operation: string): FormData {
    const form = new FormData();
    form.append('operation', operation);
    form.append('secureKey', this.#secureKey);
    return form;
  }

  #publish(operation: string, fields: object): void {
    const secureKey = this.#secureKey === '' ? {} : { secureKey: this.#secureKey };
    this.#client.publish(this.#channel, { operation, ...secureKey, ...fields }, ({ successful, error }) => {
      if (successful !== true) this.#listener.failed(error ?? 'That was not taken.');
    });
  }

  #hear({ data }: Message): void {
    const { messages, chatEnded, secureKey, errors } = data as Envelope;
    if (secureKey !== undefined) this.#secureKey = secureKey;
    for (const line of messages) {
      if (line.index !== undefined && line.index < this.#next) continue;
      this.#next = (line.index ?? this.#next - 1) + 1;
      this.#listener.said(line);
    }
    if (errors?.[0] !== undefined) this.#listener.failed(errors[0].advice);
    if (!chatEnded) return;
    this.#listener.ended();
    this.#client.disconnect();
  }
}
