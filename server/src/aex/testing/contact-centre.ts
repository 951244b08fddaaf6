import { WebSocket } from 'ws';
import {
  type ChatFrame,
  chatFrameOf,
  type ChatLine,
  type HelloFrame,
  parseServerFrame,
  subprotocolsFor,
} from '@fusion-cti/protocol';
import { Waiting } from '../../testing/waiting.js';

/** A chat as its agent has it on the screen. */
export class AgentChat {
  readonly chatId: string;
  /** Of the session of the agent who has it. */
  readonly session: string;
  userData: Readonly<Record<string, string>>;
  lines: ChatLine[] = [];
  hasJoined = false;
  isOver = false;

  constructor(chatId: string, session: string, userData: Readonly<Record<string, string>>) {
    this.chatId = chatId;
    this.session = session;
    this.userData = userData;
  }

  get fromUser(): string[] {
    return this.#textsOf('Client');
  }

  get fromAgents(): string[] {
    return this.#textsOf('Agent');
  }

  #textsOf(type: ChatLine['from']['type']): string[] {
    return this.lines.flatMap((line) => (line.type === 'Message' && line.from.type === type ? [line.text ?? ''] : []));
  }
}

/** Agents with real screens at a local contact centre, who take whatever they are offered. */
export class ContactCentre {
  readonly url: string;
  readonly chats = new Map<string, AgentChat>();
  readonly #sockets: WebSocket[] = [];
  readonly #waiting = new Waiting();

  private constructor(url: string) {
    this.url = url;
  }

  static async open(url: string, agents: readonly string[]): Promise<ContactCentre> {
    const centre = new ContactCentre(url);
    for (const agent of agents) await centre.#signIn(agent);
    return centre;
  }

  until(isSo: () => boolean): Promise<void> {
    return this.#waiting.until(isSo);
  }

  /** The chat of the guest who brought this ticket, once an agent has it. */
  async chatOf(ticket: string): Promise<AgentChat> {
    const find = () => [...this.chats.values()].find((chat) => chat.hasJoined && chat.userData.ticket === ticket);
    let found = find();
    await this.until(() => (found = find()) !== undefined);
    if (found === undefined) throw new Error(`Nobody brought ${ticket}.`);
    return found;
  }

  say({ chatId, session }: AgentChat, text: string): Promise<void> {
    return this.#command({ type: 'chatSay', chatId, session, text });
  }

  end({ chatId, session }: AgentChat): Promise<void> {
    return this.#command({ type: 'chatEnd', chatId, session });
  }

  /** By the harness of the contact centre. */
  async control(path: string, body: object): Promise<void> {
    await this.#post(`/control${path}`, body);
  }

  async read<T>(path: string): Promise<T> {
    return (await (await fetch(this.url + path)).json()) as T;
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  async #signIn(agent: string): Promise<void> {
    const { ticket } = (await this.#post('/genesys/session', { agent, chats: true })) as { ticket: string };
    const socket = new WebSocket(`${this.url.replace('http', 'ws')}/genesysWs`, subprotocolsFor(ticket));
    this.#sockets.push(socket);
    let hello: HelloFrame | undefined;
    let isReady = false;
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer) => {
      const heard = parseServerFrame(data.toString());
      if (heard?.kind === 'hello') hello = heard.frame;
      const frame = heard?.kind === 'chat' ? chatFrameOf(heard.frame) : undefined;
      if (frame?.eventName === 'ChatAgent') isReady = frame.state === 'Ready';
      else if (frame !== undefined) this.#hear(frame, hello?.session ?? '');
      this.#waiting.happened();
    });
    await this.until(() => hello !== undefined);
    await this.#command({ type: 'initialize', session: hello?.session });
    await this.until(() => isReady);
  }

  #hear(frame: Exclude<ChatFrame, { eventName: 'ChatAgent' }>, session: string): void {
    const { chatId } = frame;
    const known = this.chats.get(chatId);
    switch (frame.eventName) {
      case 'ChatOffered':
        this.chats.set(chatId, new AgentChat(chatId, session, frame.chat.userData));
        // A guest may be gone before.
        this.#command({ type: 'chatAccept', chatId, session }).catch(() => undefined);
        return;
      case 'ChatJoined':
        if (known === undefined) return;
        known.hasJoined = true;
        known.userData = frame.chat.userData;
        known.lines = [...frame.chat.transcript];
        return;
      case 'ChatEvent':
        known?.lines.push(frame.event);
        return;
      case 'ChatData':
        if (known !== undefined) known.userData = frame.userData;
        return;
      case 'ChatEnded':
        if (known !== undefined) known.isOver = true;
        return;
      case 'ChatOfferOver':
      case 'ChatRead':
      case 'ChatParties':
      case 'ChatPlace':
    }
  }

  async #command(command: object): Promise<void> {
    await this.#post('/genesys/events', command);
  }

  async #post(path: string, body: object): Promise<unknown> {
    const response = await fetch(this.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${path} ${JSON.stringify(body)} was refused: ${JSON.stringify(answer)}`);
    return answer;
  }
}
