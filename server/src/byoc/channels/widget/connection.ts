import type { FastifyBaseLogger, FastifyError } from 'fastify';
import type { Clock } from '../../../runtime/clock.js';
import type { TextSocket } from '../../../runtime/text-socket.js';
import type { ChannelPlace } from '../../directory.js';
import { asByocError, ByocError } from '../../errors.js';
import type { Caller, CustomerDesk } from './customer-desk.js';
import { type ClientFrame, type ClientFrames, MAX_TEXT, readFrame } from './frames.js';
import type { Hub, Listener } from './hub.js';
import type { People } from './people.js';
import type { Entry } from './person.js';

export interface ConnectionOptions {
  readonly place: ChannelPlace;
  readonly people: People;
  readonly desk: CustomerDesk;
  readonly hub: Hub;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
  readonly socket: TextSocket;
  /** Nobody is behind it: closes it so that the page asks for another token. */
  readonly refuse: () => void;
  /** The last one of a person has gone. */
  readonly onGone: (caller: Caller) => void;
}

type Acts = {
  readonly [K in Exclude<keyof ClientFrames, 'open'>]: (caller: Caller, frame: ClientFrames[K]) => Promise<unknown>;
};

const PAGE = 200;

/** One socket of a page: what it says is done in its order, and what it is told comes out of what is kept. */
export class Connection implements Listener {
  readonly #options: ConnectionOptions;
  readonly #acts: Acts;
  #caller: Caller | undefined;
  #leave: (() => boolean) | undefined;
  #before: Promise<void> = Promise.resolve();
  /** Through which entry the page has been told. */
  #told = 0;
  #isTyping = false;
  #isTelling = false;
  #isAwake = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const { desk } = options;
    this.#acts = {
      message: (caller, frame) => desk.say(caller, frame),
      typing: (caller, frame) => desk.typing(caller, frame),
      active: (caller) => desk.active(caller),
      left: (caller) => desk.left(caller),
      got: (caller, frame) => desk.got(caller, frame),
      seen: (caller, frame) => desk.seen(caller, frame),
      end: (caller) => desk.end(caller),
      begin: (caller) => desk.begin(caller),
    };
  }

  get isOpen(): boolean {
    return this.#caller !== undefined;
  }

  /** One after the other: what is answered later must not overtake. */
  take(text: string | undefined): void {
    this.#before = this.#before.then(() => this.#take(text));
  }

  wake(): void {
    this.#isAwake = true;
    if (this.#isTelling) return;
    this.#isTelling = true;
    void this.#tell().finally(() => {
      this.#isTelling = false;
      if (this.#isAwake) this.wake();
    });
  }

  drop(): void {
    this.#options.socket.close('replaced');
  }

  closed(): void {
    const isLast = this.#leave?.() === true;
    if (isLast && this.#caller !== undefined) this.#options.onGone(this.#caller);
  }

  async #take(text: string | undefined): Promise<void> {
    const frame = text === undefined ? { problems: ['the frame is no text'] } : readFrame(text);
    if ('problems' in frame) {
      const faults = frame.problems.map((message) => ({ path: [], message }));
      this.#fail(frame, new ByocError('invalid_request', faults));
      return;
    }
    try {
      await this.#do(frame);
    } catch (error) {
      const coded = asByocError(error as FastifyError);
      if (coded === undefined) this.#options.log.error({ err: error, frame: frame.type }, 'a frame failed');
      this.#fail(frame, coded ?? new ByocError('internal_error'));
      if (coded?.code === 'invalid_token') this.#options.refuse();
    }
  }

  async #do(frame: ClientFrame): Promise<void> {
    if (frame.type === 'open') return this.#open(frame);
    if (this.#caller === undefined) throw new ByocError('invalid_token');
    const act = this.#acts[frame.type] as (caller: Caller, frame: ClientFrame) => Promise<unknown>;
    const messageId = await act(this.#caller, frame);
    if (frame.id === undefined) return;
    this.#send({ type: 'done', id: frame.id, ...(typeof messageId === 'string' && { messageId }) });
  }

  async #open({ token, after, id }: ClientFrames['open']): Promise<void> {
    if (this.#caller !== undefined) throw ByocError.at('type', 'the socket is open already');
    const { place, people, desk, hub } = this.#options;
    const key = await people.holder(place.channel.id, token);
    const caller = { place, key };
    const person = await people.come(key, token);
    const { customer, thread, last, got, seen } = person;
    const stand = await desk.stand(caller, person);
    this.#caller = caller;
    // Who has closed meanwhile has said so before there was anything to leave.
    if (!this.#options.socket.isOpen) return;
    this.#told = Math.min(after, last);
    this.#leave = hub.join(key, this);
    const limits = { textLength: MAX_TEXT };
    this.#send({
      type: 'opened',
      ...(id !== undefined && { id }),
      customerId: customer.id,
      thread,
      last,
      got,
      seen,
      ...stand,
      limits,
    });
    this.wake();
  }

  /** Everything behind what was told, and whether somebody types. */
  async #tell(): Promise<void> {
    const { people, clock, log, socket } = this.#options;
    this.#isAwake = false;
    const { key } = this.#caller ?? {};
    if (key === undefined || !socket.isOpen) return;
    try {
      const person = await people.find(key);
      while (person !== undefined && this.#told < person.last) {
        const entries = await people.entries(key, this.#told, PAGE);
        // What is older than all that is kept is gone.
        this.#told = entries.at(-1)?.seq ?? person.last;
        const now = clock.now();
        socket.send(entries.map((entry) => JSON.stringify(entryFrame(entry, now))));
      }
      const isTyping = (person?.typingUntil ?? 0) > clock.now();
      if (isTyping !== this.#isTyping) this.#send({ type: 'typing', isTyping });
      this.#isTyping = isTyping;
    } catch (error) {
      // The page comes again, and says what it has.
      log.error({ err: error }, 'a page could not be told');
      socket.close('internalError');
    }
  }

  #fail({ id }: { readonly id?: string }, { code, message, faults }: ByocError): void {
    this.#send({ type: 'error', ...(id !== undefined && { id }), error: code, message, errors: faults });
  }

  #send(frame: object): void {
    this.#options.socket.send([JSON.stringify(frame)]);
  }
}

/** Clocks differ: a page is told how long it still is, and not until when. */
function entryFrame(entry: Entry, now: number): object {
  const { at, ...said } = entry;
  const frame = { type: 'entry', ...said, at: new Date(at).toISOString() };
  return 'endsAt' in frame ? { ...frame, endsAt: undefined, leftMs: Math.max(0, frame.endsAt - now) } : frame;
}
