import { CodedError } from '../runtime/coded-error.js';
import type { Clock, Timer } from '../runtime/clock.js';
import { RateLimiter } from '../runtime/rate-limiter.js';
import { sameSecret } from '../runtime/same-secret.js';
import type { Chats } from '../site/chats.js';
import type { GenesysCloudSettings } from '../world/genesys-cloud-settings.js';
import { answerTo, GREETING } from './assistant.js';
import type { BridgeAnswer, BridgeClient } from './bridge-client.js';
import type { NewTalk, Publication } from './schemas.js';
import { Talk } from './talk.js';
import { initiation, whatWasSaid } from './handing-over.js';

/** Where failures that need a person are written: ids and codes only. */
export interface BotLog {
  error(fields: object, sentence: string): void;
}

export interface PlatformOptions {
  readonly chats: Chats;
  readonly settings: GenesysCloudSettings;
  readonly bridge: BridgeClient;
  /** The network's time. */
  readonly wallClock: Clock;
  /** Where the bridge publishes to; known once the server listens. */
  readonly publishUrl: () => string;
  readonly log: BotLog;
}

/** Of all pages together: nobody writes faster by hand. */
const TALKS = 200;
const PER_SECOND = 20;
const BURST = 100;
/** [O] For so long it is true that somebody types. */
const TYPING_MS = 4000;

/**
 * The virtual assistant platform AEX, as far as the bridge sees it: it answers its users, hands them over by calling the
 * bridge, and hears what the bridge publishes. What crosses a seam is told to the journal, without what was said.
 */
export class Platform {
  readonly #options: PlatformOptions;
  readonly #talks = new Map<string, Talk>();
  readonly #typing = new Map<string, Timer>();
  readonly #limit: RateLimiter;

  constructor(options: PlatformOptions) {
    const { wallClock } = options;
    this.#options = options;
    this.#limit = new RateLimiter(() => wallClock.now(), PER_SECOND, BURST);
  }

  /** @throws CodedError `rate-limited` */
  begin({ name, email = '' }: NewTalk): Talk {
    this.#take();
    const { ids, clock, journal } = this.#options.chats;
    const parts = { id: ids.uuid(), token: ids.secret(), startedAt: journal.newest };
    const talk = new Talk({ ...parts, name, email, now: () => clock.now() });
    const [oldest] = this.#talks.values();
    if (this.#talks.size >= TALKS && oldest !== undefined) this.#forget(oldest);
    this.#talks.set(talk.id, talk);
    talk.add('bot', GREETING);
    return talk;
  }

  /** @throws CodedError `not-found` */
  find(id: string): Talk {
    const talk = this.#talks.get(id);
    if (talk === undefined) throw new CodedError('not-found');
    return talk;
  }

  /** @throws CodedError `not-found`, `wrong-state`, `rate-limited` */
  say(id: string, text: string): void {
    const talk = this.#open(id);
    talk.add('user', text, talk.name);
    this.#record('bot', 'in', 'say', talk);
    if (talk.phase !== 'bot') {
      this.#work(talk, () => this.#forward(talk, text));
      return;
    }
    const answer = answerTo(text);
    this.#answer(talk, answer.text);
    if (answer.wantsPerson) this.#handOver(talk);
  }

  /** By the button, without words. @throws CodedError as `say` does */
  askForPerson(id: string): void {
    const talk = this.#open(id);
    if (talk.phase !== 'bot') throw new CodedError('wrong-state');
    this.#record('bot', 'in', 'person', talk);
    this.#answer(talk, answerTo('person').text);
    this.#handOver(talk);
  }

  /** Best effort. @throws CodedError as `say` does */
  type(id: string): void {
    const talk = this.#open(id);
    if (talk.phase !== 'agent') return;
    this.#record('bot', 'in', 'typing', talk);
    this.#work(talk, () => this.#tell(talk, 'typing'));
  }

  /** The user has closed the window, or wants to. @throws CodedError `not-found` */
  leave(id: string): void {
    const talk = this.find(id);
    if (talk.phase === 'ended') return;
    this.#record('bot', 'in', 'leave', talk);
    if (talk.phase === 'bot') this.#end(talk, 'The chat has ended');
    else this.#work(talk, () => this.#tell(talk, 'end'));
  }

  /**
   * What an agent does, as the bridge tells it.
   * @throws CodedError `session-unknown` when the token is not that of the conversation
   */
  hear(authorization: string, publication: Publication): void {
    const { type, messageId, ReturnContext } = publication;
    const talk = this.#talks.get(ReturnContext.ConversationId);
    if (talk === undefined || !sameSecret(`Bearer ${talk.token}`, authorization)) {
      throw new CodedError('session-unknown');
    }
    if (!talk.isNews(messageId)) return;
    this.#record('aex', 'out', type, talk);
    this.#record('bot', 'out', type === 'typing' ? 'typing' : 'show', talk);
    this.#show(talk, publication);
  }

  /** All of it is over: the contact centre begins anew. */
  clear(): void {
    for (const talk of [...this.#talks.values()]) this.#forget(talk);
  }

  #take(): void {
    if (!this.#limit.take()) throw new CodedError('rate-limited');
  }

  #open(id: string): Talk {
    this.#take();
    const talk = this.find(id);
    if (talk.phase === 'ended') throw new CodedError('wrong-state');
    return talk;
  }

  #answer(talk: Talk, text: string): void {
    talk.add('bot', text);
    this.#record('bot', 'out', 'answer', talk);
  }

  #show(talk: Talk, { type, message, agent }: Publication): void {
    const name = agent?.displayName ?? '';
    switch (type) {
      case 'typing':
        this.#types(talk, name);
        return;
      case 'message':
        this.#types(talk, '');
        talk.add('agent', message, name);
        // By Web Messaging nobody tells of an agent who says nothing.
        if (talk.phase === 'waiting') talk.enter('agent');
        return;
      case 'agent-joined':
        talk.add('notice', message, name);
        talk.enter('agent');
        return;
      case 'agent-left':
      case 'transferring':
        this.#types(talk, '');
        talk.add('notice', message);
        talk.enter('waiting');
        return;
      case 'ended':
      case 'error':
        this.#end(talk, message);
    }
  }

  #types(talk: Talk, name: string): void {
    this.#typing.get(talk.id)?.cancel();
    this.#typing.delete(talk.id);
    talk.typing = name;
    talk.changed();
    if (name === '') return;
    const over = () => this.#types(talk, '');
    this.#typing.set(talk.id, this.#options.wallClock.setTimer(`bot typing ${talk.id}`, TYPING_MS, over));
  }

  #handOver(talk: Talk): void {
    talk.enter('waiting');
    this.#work(talk, async () => {
      const { bridge, settings, publishUrl } = this.#options;
      const answer = await bridge.initiate(initiation(talk, settings, publishUrl()));
      this.#record('aex', 'in', 'initiate_connection', talk, answer);
      if (answer.handed === undefined) {
        talk.add('notice', `No person can be reached: ${answer.reason || answer.status}`);
        talk.enter('bot');
        return;
      }
      talk.handed = answer.handed;
      await this.#forward(talk, whatWasSaid(talk));
    });
  }

  async #forward(talk: Talk, text: string): Promise<void> {
    if (talk.handed === undefined) return;
    const answer = await this.#options.bridge.say(talk.handed, text);
    this.#record('aex', 'in', 'message', talk, answer);
    if (!answer.isTaken) talk.add('notice', `That did not arrive: ${answer.reason || answer.status}`);
  }

  async #tell(talk: Talk, what: 'typing' | 'end'): Promise<void> {
    if (talk.handed !== undefined) {
      this.#record('aex', 'in', what, talk, await this.#options.bridge.tell(what, talk.handed));
    } else if (what === 'end') this.#end(talk, 'The chat has ended');
  }

  #work(talk: Talk, call: () => Promise<void>): void {
    talk.afterwards(call).catch((error: unknown) => {
      if (!(error instanceof CodedError))
        this.#options.log.error({ err: error, conversation: talk.id }, 'the assistant failed');
      talk.add('notice', error instanceof CodedError ? error.message : 'The assistant has failed.');
      if (talk.handed === undefined && talk.phase === 'waiting') talk.enter('bot');
    });
  }

  #end(talk: Talk, text: string): void {
    if (talk.phase === 'ended') return;
    this.#types(talk, '');
    talk.add('notice', text);
    talk.enter('ended');
  }

  #forget(talk: Talk): void {
    this.#end(talk, 'The chat has ended');
    this.#talks.delete(talk.id);
  }

  #record(seam: 'bot' | 'aex', direction: 'in' | 'out', name: string, talk: Talk, answer?: BridgeAnswer): void {
    const { status, reason } = answer ?? {};
    this.#options.chats.journal.record(seam, direction, name, talk.id, answer && { status, reason });
  }
}
