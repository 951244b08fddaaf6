import {
  CHANNELS,
  type IContext,
  type IEngagementContext,
  type IEventRequest,
  type IMultiChannelAdaptorContext,
  type IOperationRequest,
  type IPhoneContext,
  type IRequestHelper,
  type IUiEventsFrameworkProvider,
} from '@oracle/uef-sdk';
import type { Trace } from '../diagnostics/recorder.js';
import type { Clock } from '../state/clock.js';
import { HopError, sentenceOf } from '../state/failure.js';
import { sentence } from '../state/sentence.js';
import { Publisher } from './publisher.js';
import { notRefused } from './requests.js';
import { UefError } from './uef-error.js';
import type { LibraryLoader } from './uef-library.js';
import { within } from './within.js';

export interface FusionSettings {
  /** Names us in Fusion's traces. */
  readonly applicationName: string;
  readonly appClassification: string;
  readonly uefTimeoutMs: number;
  /** What Fusion is asked to give the toolbar; absent: whatever it gives. CSS pixels. */
  readonly toolbarSize?: { readonly width?: number; readonly height?: number };
  readonly library: LibraryLoader;
  readonly clock: Clock;
  /** For diagnostics. */
  readonly trace?: Trace;
}

/** What Fusion's library gives a page, once. */
interface Contexts {
  readonly provider: IUiEventsFrameworkProvider;
  readonly helper: IRequestHelper;
  readonly phone: IPhoneContext;
  readonly chat: IContext | undefined;
}

/** The way to Fusion: the contexts of its library, and that something comes back from them. */
export class FusionLink {
  readonly #settings: FusionSettings;
  readonly #publisher: Publisher;
  #contexts: Contexts | undefined;

  constructor(settings: FusionSettings) {
    this.#settings = settings;
    this.#publisher = new Publisher(settings.clock, settings.uefTimeoutMs, settings.trace);
  }

  get phone(): IPhoneContext | undefined {
    return this.#contexts?.phone;
  }

  get chat(): IContext | undefined {
    return this.#contexts?.chat;
  }

  /** Once: a second set of contexts would have to be listened to as well, and Fusion would be heard twice. */
  async open(): Promise<void> {
    if (this.#contexts !== undefined) return;
    const { applicationName, library, clock, uefTimeoutMs } = this.#settings;
    const overdue = (): Error =>
      new HopError(
        'fusion',
        `Fusion did not answer within ${uefTimeoutMs / 1000} seconds. Is this page inside Fusion?`,
        true,
      );
    const framework = await library();
    const open = async (): Promise<Contexts> => {
      const provider = await framework.initialize(applicationName, 'v1');
      const adaptor = await provider.getMultiChannelAdaptorContext();
      const phone = (await adaptor.getCommunicationChannelContext(CHANNELS.PHONE)) as IPhoneContext;
      return { provider, phone, chat: await chatContext(adaptor), helper: provider.requestHelper };
    };
    this.#contexts = await within(clock, 'fusion.initialize', uefTimeoutMs, open().catch(refuseStart), overdue);
  }

  request<Request extends IOperationRequest>(operation: string): Request {
    if (this.#contexts === undefined) throw notStarted();
    return this.#contexts.helper.createPublishRequest(operation) as Request;
  }

  subscription<Request extends IEventRequest>(eventName: string): Request {
    if (this.#contexts === undefined) throw notStarted();
    return this.#contexts.helper.createSubscriptionRequest(eventName) as Request;
  }

  /** @throws UefError */
  async publish<T>(
    request: IOperationRequest,
    read: (response: unknown) => T,
    context: IContext | undefined = this.phone,
  ): Promise<T> {
    if (context === undefined) throw notStarted();
    return this.#publisher.publish(context, request, read);
  }

  /**
   * On another context than that of a channel. A refusal is a failure.
   * @throws UefError
   */
  publishOn<T>(
    context: Pick<IContext, 'publish'>,
    request: IOperationRequest,
    read: (response: unknown) => T,
  ): Promise<T> {
    const check = notRefused(request.getOperationName());
    return this.#publisher.publish(context, request, (response) => {
      check(response);
      return read(response);
    });
  }

  /** The conversations that Fusion has started. Only newer builds tell; the others are as good as one that has none. */
  activeEngagements(): Promise<readonly IEngagementContext[]> {
    const asked = this.#contexts?.provider.getActiveEngagements?.() ?? Promise.resolve([]);
    return this.soon('getActiveEngagements', asked);
  }

  /** What is asked of the library itself; it may be as silent as Fusion. */
  soon<T>(what: string, asked: Promise<T>): Promise<T> {
    const { clock, uefTimeoutMs } = this.#settings;
    return within(clock, `fusion.${what}`, uefTimeoutMs, asked, () => UefError.unanswered(what, uefTimeoutMs, asked));
  }
}

/** [A] Most tenants have no channel for chats, and some builds do not say which they have: calls work without. */
async function chatContext(adaptor: IMultiChannelAdaptorContext): Promise<IContext | undefined> {
  try {
    const channels = await (adaptor as Partial<IMultiChannelAdaptorContext>).getActiveChannels?.();
    if (channels?.includes(CHANNELS.CHAT) !== true) return undefined;
    return await adaptor.getCommunicationChannelContext(CHANNELS.CHAT);
  } catch {
    return undefined;
  }
}

function refuseStart(error: unknown): never {
  throw new HopError('fusion', `Fusion refused the toolbar: ${sentenceOf(error)}`, true);
}

export function notStarted(): HopError {
  return new HopError('fusion', sentence('The toolbar is not connected to Fusion.'), true);
}
