/** Contexts of the multichannel adaptor: the adaptor, its channels, and the toolbar's own window. */
import { CHANNEL_TYPE_OF, CHANNELS } from '../names.js';
import type {
  IChatContext,
  ICommunicationChannelContext,
  IMultiChannelAdaptorContext,
  IOperationRequest,
  IPhoneContext,
  IToolbarContext,
  McaChannels,
  McaChannelTypes,
} from '../types/index.js';
import { WIRE_VERSION } from '../wire.js';
import { UefContext } from './context.js';
import { desktopScope } from './desktop-contexts.js';
import type { Session } from './session.js';
import { ERROR_STATUS, UefError } from './uef-error.js';
import { askWorkspace } from './workspace.js';

export class MultiChannelAdaptorContext extends UefContext implements IMultiChannelAdaptorContext {
  constructor(session: Session) {
    super(session, desktopScope('multiChannelAdaptor', ''));
  }

  async getActiveChannels(): Promise<string[]> {
    return [...(await askWorkspace(this.session.link)).activeChannels];
  }

  /** Rejects with `CHANNEL_NOT_ACTIVE` for a channel the tenant does not have (assumption). */
  async getCommunicationChannelContext(channel: McaChannels): Promise<ICommunicationChannelContext> {
    const active = await this.getActiveChannels();
    if (!active.includes(channel)) {
      throw new UefError(ERROR_STATUS.CHANNEL_NOT_ACTIVE, `The channel ${channel} is not active.`, { active });
    }
    return channel === CHANNELS.PHONE ? new PhoneContext(this.session) : new ChannelContext(this.session, channel);
  }
}

/** A channel without members of its own; chat is one. */
export class ChannelContext extends UefContext implements IChatContext {
  readonly #channel: string;

  constructor(session: Session, channel: string) {
    const channelType = CHANNEL_TYPE_OF[channel] ?? '';
    super(session, { kind: 'channel', id: channel, tabId: '', address: { channel, channelType } });
    this.#channel = channel;
  }

  getChannel(): McaChannels {
    return this.#channel;
  }

  getChannelType(): McaChannelTypes {
    return CHANNEL_TYPE_OF[this.#channel] ?? '';
  }
}

export class PhoneContext extends ChannelContext implements IPhoneContext {
  constructor(session: Session) {
    super(session, CHANNELS.PHONE);
  }

  getFrameOrigin(): string {
    return this.session.link.origin;
  }

  getToolbarName(): string {
    return this.session.link.toolbarName;
  }

  getVersion(): string {
    return WIRE_VERSION;
  }

  getEventSource(): string {
    return 'toolbar';
  }

  getToolbarContext(): IToolbarContext & PromiseLike<IToolbarContext> {
    return toolbarContext(this.session);
  }
}

/**
 * The syntax line of the documentation says promise and its sample publishes at once, so this is both. Awaiting gives
 * a context that is no thenable, or the awaiting would never end.
 */
function toolbarContext(session: Session): IToolbarContext & PromiseLike<IToolbarContext> {
  const context = new UefContext(session, desktopScope('toolbar', ''));
  const plain: IToolbarContext = { publish: (request: IOperationRequest) => context.publish(request) };
  return { ...plain, then: (onValue, onError) => Promise.resolve(plain).then(onValue, onError) };
}
