import type { Clock } from '../../runtime/clock.js';
import { CodedError } from '../../runtime/coded-error.js';
import type { IdSource } from '../../runtime/ids.js';
import { type Book, digest } from '../book.js';
import { plainText } from '../core/content.js';
import type { EndUser } from '../core/conversation.js';
import type { ByocRules } from '../core/rules.js';
import type { ChannelPlace, Directory, IntegrationPlace } from '../directory.js';
import { ByocError, type Fault } from '../errors.js';
import type { AgentFiles } from '../files/agent-files.js';
import type { Threads } from '../threads.js';
import type { Reply } from './read-reply.js';

/** What became of a reply: told again when CXone repeats it. */
export interface Taken {
  readonly messageId: string;
  readonly at: number;
  readonly thread: string;
  readonly recipient: { readonly id: string; readonly name: string } | undefined;
}

export interface BoxOptions {
  readonly book: Book;
  readonly directory: Directory;
  readonly threads: Threads;
  readonly rules: ByocRules;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly reaches: (place: ChannelPlace, customer: string) => Promise<boolean>;
  readonly files: AgentFiles;
}

const REPEAT = 'byoc/repeat/';

/** What CXone wants of a channel: nothing is answered before it is stored, and nothing is delivered before that. */
export class Box {
  readonly #options: BoxOptions;

  constructor(options: BoxOptions) {
    this.#options = options;
  }

  /**
   * An agent's message, to a thread or to a new one.
   * @throws ByocError
   */
  async take(place: ChannelPlace, reply: Reply): Promise<Taken> {
    this.#checkAttachments(reply);
    const key = this.#repeatKey(place, reply);
    const before = await this.#taken(key);
    if (before !== undefined) return before;
    try {
      return await this.#take(place, reply, key);
    } catch (error) {
      // The same callback may have come twice at the same time.
      const isConflict = error instanceof CodedError && error.code === 'store-conflict';
      const other = isConflict ? await this.#taken(key) : undefined;
      if (other === undefined) throw error;
      return other;
    }
  }

  /** The channel of a thread, for callbacks that do not name one. @throws ByocError `unknown_thread` */
  async channelOfThread(integration: IntegrationPlace, thread: string): Promise<ChannelPlace> {
    const { directory, threads } = this.#options;
    for (const { id } of integration.channels)
      if ((await threads.find(id, thread)) !== undefined) return directory.channel(id);
    throw new ByocError('unknown_thread');
  }

  /** An agent types, or stops. @throws ByocError */
  async typing({ channel }: ChannelPlace, thread: string, isTyping: boolean): Promise<void> {
    const verdict = await this.#options.threads.apply(channel.id, thread, { kind: 'agent-typed', isTyping });
    if (verdict === undefined) throw new ByocError('unknown_thread');
    if (verdict === 'conversation_closed') throw new ByocError('conversation_closed');
  }

  /** @throws ByocError `outbound_validation_failed` */
  async checkRecipients(place: ChannelPlace, recipients: readonly string[]): Promise<void> {
    const { channel } = place;
    const { recipients: who = 'any', recipientPattern = '' } = channel;
    const pattern = new RegExp(recipientPattern, 'u');
    const faults: Fault[] = [];
    for (const [n, id] of recipients.entries()) {
      const path = ['endUserRecipients', String(n), 'idOnExternalPlatform'];
      if (who === 'none') faults.push({ path, message: 'Agents cannot write first on this channel.' });
      else if (!pattern.test(id)) faults.push({ path, message: 'This is no recipient of this channel.' });
      else if (who === 'known' && !(await this.#options.book.isKnown(channel.id, id)))
        faults.push({ path, message: 'This customer has never written.' });
      else if (!(await this.#options.reaches(place, id)))
        faults.push({ path, message: 'There is no such customer on this channel.' });
    }
    if (faults.length > 0) throw new ByocError('outbound_validation_failed', faults);
  }

  async #take(place: ChannelPlace, reply: Reply, key: string): Promise<Taken> {
    const { book, clock, files, ids, rules, threads } = this.#options;
    const { brand, channel } = place;
    const at = clock.now();
    const thread = reply.thread === '' ? ids.uuid() : reply.thread;
    const taken: Taken = { messageId: ids.uuid(), at, thread, recipient: reply.recipient };
    const { content, author } = reply;
    const { attachments, writes, bring } = files.expect(reply.attachments);
    const text = plainText(content, attachments.length > 0 ? '' : rules.unsupportedText);
    const message = { id: taken.messageId, at: reply.at ?? at, text, content, attachments, author };
    const repeats = key === '' ? [] : book.remember(key, taken, at + rules.repeatMs);
    const more = [...repeats, ...writes];
    const input = { kind: 'agent-wrote', message } as const;
    const isFirst = reply.thread === '' || rules.adoptUnknownThreads;
    const origin = { brand: brand.id, channel: channel.id, thread, customer: customerOf(reply) };
    if (isFirst) await this.#checkFirst(place, reply);
    const verdict = isFirst
      ? await threads.applyOrBegin(origin, input, more)
      : await threads.apply(channel.id, thread, input, more);
    if (verdict === undefined) throw new ByocError('unknown_thread');
    if (verdict === 'conversation_closed') throw new ByocError('conversation_closed');
    bring();
    return taken;
  }

  /** A conversation that an agent begins. */
  async #checkFirst(place: ChannelPlace, { recipient, thread }: Reply): Promise<void> {
    if (thread !== '' && (await this.#options.threads.find(place.channel.id, thread)) !== undefined) return;
    if (recipient === undefined) throw ByocError.at('endUserRecipients', 'names nobody for a new conversation');
    await this.checkRecipients(place, [recipient.id]);
  }

  #checkAttachments({ attachments }: Reply): void {
    const { attachments: most } = this.#options.rules;
    if (attachments.length > most)
      throw new ByocError('attachment_too_large', [{ path: ['attachments'], message: `has more than ${most}` }]);
  }

  /** Where the answer to this very callback is kept; empty when nothing tells it from the next with the same words. */
  #repeatKey({ channel }: ChannelPlace, { mark, thread, recipient, content, attachments, author }: Reply): string {
    if (mark === '') return '';
    const names = attachments.map(({ friendlyName }) => friendlyName);
    return REPEAT + digest(channel.id, mark, thread, recipient?.id ?? '', content, names, author);
  }

  async #taken(key: string): Promise<Taken | undefined> {
    return key === '' ? undefined : this.#options.book.recall<Taken>(key);
  }
}

function customerOf({ recipient }: Reply): EndUser {
  return { id: recipient?.id ?? '', firstName: '', lastName: '', nickname: recipient?.name ?? '', image: '' };
}
