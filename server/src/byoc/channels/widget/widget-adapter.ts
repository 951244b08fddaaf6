import type { ChannelParcel } from '../../book.js';
import type { ChannelEvent } from '../../core/inputs.js';
import type { ChannelPlace } from '../../directory.js';
import type { Threads } from '../../threads.js';
import type { ChannelAdapter, ChannelDelivery } from '../channel-adapter.js';
import { contentView } from './content-view.js';
import { type People, personKey } from './people.js';
import { type Happening, type Person, withHappenings } from './person.js';

/** An end of typing can be lost: nobody types for longer than this. Milliseconds. */
const TYPING_MS = 30_000;

/** Pages that are told by what is kept for them: whether one is open does not matter. */
export class WidgetAdapter implements ChannelAdapter {
  readonly #people: People;
  readonly #threads: Threads;

  constructor(people: People, threads: Threads) {
    this.#people = people;
    this.#threads = threads;
  }

  async deliver({ channel }: ChannelPlace, parcel: ChannelParcel): Promise<ChannelDelivery> {
    const key = personKey(channel.id, parcel.customer);
    const person = await this.#people.find(key);
    if (person === undefined) return { kind: 'dead', why: 'nobody of that name has the widget' };
    const { event } = parcel;
    if (event.kind === 'typing') {
      await this.#type(key, parcel, event.isTyping);
      return { kind: 'kept' };
    }
    const isElsewhere = event.kind === 'message' && parcel.thread !== person.thread;
    const moves = isElsewhere && (await this.#isLive(channel.id, parcel.thread));
    if (moves && (await this.#isLive(channel.id, person.thread)))
      return { kind: 'dead', why: 'the customer is in another conversation' };
    await this.#people.change(key, (found) => kept(found, parcel, happeningOf(parcel.at, event), moves));
    return { kind: 'kept' };
  }

  async reaches({ channel }: ChannelPlace, customer: string): Promise<boolean> {
    return (await this.#people.find(personKey(channel.id, customer))) !== undefined;
  }

  close(): void {
    // Nothing is held open: sockets have a door of their own.
  }

  async #type(key: string, { thread, at }: ChannelParcel, isTyping: boolean): Promise<void> {
    await this.#people.change(key, (person) => {
      const typingUntil = isTyping ? at + TYPING_MS : 0;
      if (person.thread !== thread || person.typingUntil === typingUntil) return undefined;
      return { person: { ...person, typingUntil }, entries: [] };
    });
  }

  /** Somebody has written on it, and it has not ended. */
  async #isLive(channel: string, thread: string): Promise<boolean> {
    const stored = await this.#threads.find(channel, thread);
    return stored !== undefined && stored.conversation.state !== 'ended';
  }
}

/** @param moves the agent has begun this conversation, and from now on it is the customer's */
function kept(person: Person, { id, at, thread }: ChannelParcel, what: Happening, moves: boolean) {
  const began = { at, thread, what: { kind: 'began', by: 'agent' } } as const;
  const isNew = moves && person.thread !== thread;
  const found = withHappenings(person, id, [...(isNew ? [began] : []), { at, thread, what }]);
  return (
    found && {
      ...found,
      person: { ...found.person, ...(isNew && { thread }), ...(what.kind === 'message' && { typingUntil: 0 }) },
    }
  );
}

function happeningOf(at: number, event: Exclude<ChannelEvent, { kind: 'typing' }>): Happening {
  switch (event.kind) {
    case 'message': {
      const { id: messageId, author, content, text } = event.message;
      return { kind: 'message', messageId, author, ...contentView(content, text) };
    }
    case 'asked':
      return { kind: 'asked', endsAt: at + event.countdownMs };
    default:
      return event;
  }
}
