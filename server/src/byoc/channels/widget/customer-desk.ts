import type { Clock } from '../../../runtime/clock.js';
import type { IdSource } from '../../../runtime/ids.js';
import { digest } from '../../book.js';
import { textContent } from '../../core/content.js';
import type { ThreadInput } from '../../core/inputs.js';
import type { Customers } from '../../customers.js';
import type { ChannelPlace } from '../../directory.js';
import { ByocError } from '../../errors.js';
import type { Threads } from '../../threads.js';
import type { ClientFrames } from './frames.js';
import type { People } from './people.js';
import { type Person, withHappenings } from './person.js';

export interface CustomerDeskOptions {
  readonly people: People;
  readonly customers: Customers;
  readonly threads: Threads;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** Who says something: by the token, and never by what the page says. */
export interface Caller {
  readonly place: ChannelPlace;
  readonly key: string;
}

const PAGE = 200;

/** What pages say of their customers, done. Nothing is answered before it is stored. */
export class CustomerDesk {
  readonly #options: CustomerDeskOptions;

  constructor(options: CustomerDeskOptions) {
    this.#options = options;
  }

  /** How things stand with the conversation of this person. Milliseconds of the count-down; 0: none runs. */
  async stand({ place }: Caller, { thread }: Person) {
    const { clock, threads } = this.#options;
    const stored = await threads.find(place.channel.id, thread);
    const { state = 'new', endCause: cause = '', dueAt = 0 } = stored?.conversation ?? {};
    return { state, cause, leftMs: state === 'asked' ? Math.max(0, dueAt - clock.now()) : 0 };
  }

  /**
   * @returns what the message is called at CXone
   * @throws ByocError `conversation_closed`, `rate_limited`, `id_reused`
   */
  async say({ place, key }: Caller, frame: ClientFrames['message']): Promise<string> {
    const { customers, people, threads, clock } = this.#options;
    const person = await this.#person(key);
    const { thread, customer } = person;
    const { id, text, postback = '' } = frame;
    const hasBegun = (await threads.find(place.channel.id, thread)) !== undefined;
    const at = clock.now();
    const { messageId } = await customers.receive(place, {
      id: digest(key, thread, id),
      mark: digest(text, postback),
      thread: hasBegun ? thread : '',
      newThread: thread,
      customer,
      input: {
        kind: 'customer-wrote',
        message: {
          id: digest(place.channel.id, customer.id, thread, id),
          at,
          content: textContent(text, postback),
          attachments: [],
          fields: [],
        },
      },
    });
    const what = { kind: 'said', id, messageId, text } as const;
    await people.change(key, (found) => withHappenings(found, messageId, [{ at, thread, what }]));
    return messageId;
  }

  typing(caller: Caller, { isTyping }: ClientFrames['typing']): Promise<void> {
    return this.#apply(caller, { kind: 'customer-typed', isTyping });
  }

  active(caller: Caller): Promise<void> {
    return this.#apply(caller, { kind: 'customer-active' });
  }

  left(caller: Caller): Promise<void> {
    return this.#apply(caller, { kind: 'customer-left' });
  }

  end(caller: Caller): Promise<void> {
    return this.#apply(caller, { kind: 'customer-ended' });
  }

  /** Another conversation, when this one has ended; otherwise it goes on. */
  async begin({ place, key }: Caller): Promise<void> {
    const { clock, ids, people, threads } = this.#options;
    const { thread: old } = await this.#person(key);
    const stored = await threads.find(place.channel.id, old);
    if (stored?.conversation.state !== 'ended') return;
    const [thread, at] = [ids.uuid(), clock.now()];
    await people.change(key, (person) => {
      if (person.thread !== old) return undefined;
      const what = { kind: 'began', by: 'customer' } as const;
      const kept = withHappenings(person, thread, [{ at, thread, what }]);
      return kept && { ...kept, person: { ...kept.person, thread, typingUntil: 0 } };
    });
  }

  /** The browser has what agents said, through this entry. */
  async got(caller: Caller, { through }: ClientFrames['got']): Promise<void> {
    const person = await this.#person(caller.key);
    await this.#tell(caller, person.got, through, 'customer-got');
    await this.#options.people.change(caller.key, (found) => {
      const got = Math.min(through, found.last);
      return got > found.got ? { person: { ...found, got }, entries: [] } : undefined;
    });
  }

  /** The customer has seen it. */
  async seen(caller: Caller, { through }: ClientFrames['seen']): Promise<void> {
    const person = await this.#person(caller.key);
    await this.#tell(caller, person.seen, through, 'customer-saw');
    await this.#options.people.change(caller.key, (found) => {
      const seen = Math.min(through, found.last);
      return seen > found.seen ? { person: { ...found, seen }, entries: [] } : undefined;
    });
  }

  async #tell(
    { place, key }: Caller,
    after: number,
    through: number,
    kind: 'customer-got' | 'customer-saw',
  ): Promise<void> {
    const { people, threads } = this.#options;
    for (let last = after; last < through;) {
      const entries = await people.entries(key, last, PAGE);
      for (const entry of entries.filter(({ seq }) => seq <= through))
        if (entry.kind === 'message')
          await threads.apply(place.channel.id, entry.thread, { kind, messageId: entry.messageId });
      last = entries.length < PAGE ? through : (entries.at(-1)?.seq ?? through);
    }
  }

  /** Before the first message there is no conversation, and nothing to be said of it. */
  async #apply({ place, key }: Caller, input: ThreadInput): Promise<void> {
    const { thread } = await this.#person(key);
    await this.#options.threads.apply(place.channel.id, thread, input);
  }

  async #person(key: string): Promise<Person> {
    const person = await this.#options.people.find(key);
    if (person === undefined) throw new ByocError('invalid_token');
    return person;
  }
}
