/** One started contact: the place for transcripts, and the way to its tab and its wrap-up record. */
import { CHANNEL_TYPE_OF, CHANNELS } from '../names.js';
import type {
  IEngagementContext,
  IMcaEngagementData,
  IRecordContext,
  ITabContext,
  McaChannels,
  McaChannelTypes,
} from '../types/index.js';
import { recordOrEmpty, type HostMessage } from '../wire.js';
import { readText } from './accessors.js';
import { UefContext } from './context.js';
import { asDeclared } from './declared.js';
import { desktopScope } from './desktop-contexts.js';
import { OUT_DATA_GETTERS, readOutData } from './out-data.js';
import type { Session } from './session.js';
import { ERROR_STATUS, UefError } from './uef-error.js';
import { askWorkspace } from './workspace.js';

/** Type of the record behind a wrap-up; its fields begin with the same word (observed). */
const WRAP_UP = 'WrapUp';

export class EngagementContext extends UefContext implements IEngagementContext {
  readonly #answer: HostMessage;
  readonly #channel: string;

  /** `answer` is that to startCommEvent; without an engagement id the event id stands in for it (assumption). */
  constructor(session: Session, answer: HostMessage) {
    const eventId = readText(answer, 'eventId');
    const engagementId = readText(answer, ['engagementId', 'eventId']);
    const interactionId = readText(answer, 'interactionId');
    const channel = readText(answer, 'channel') || CHANNELS.PHONE;
    const channelType = CHANNEL_TYPE_OF[channel] ?? '';
    const scope = desktopScope('engagement', engagementId);
    const address = { ...scope.address, channel, channelType, eventId, engagementId, interactionId };
    super(session, { ...scope, address });
    this.#answer = answer;
    this.#channel = channel;
  }

  getChannel(): McaChannels {
    return this.#channel;
  }

  getChannelType(): McaChannelTypes {
    return CHANNEL_TYPE_OF[this.#channel] ?? '';
  }

  getEngagementId(): string {
    return this.scope.id;
  }

  /** The tab that shows this engagement, else the active one. */
  async getTabContext(): Promise<ITabContext> {
    const { tabs, activeTabId } = await askWorkspace(this.session.link);
    const own = tabs.find(({ engagementId }) => engagementId === this.scope.id);
    const tab = own ?? tabs.find(({ tabId }) => tabId === activeTabId);
    return this.session.contexts.tab(tab?.tabId ?? activeTabId, tab?.type);
  }

  getEngagementData(): IMcaEngagementData {
    const outData = recordOrEmpty(this.#answer.outData);
    return {
      getData: () => asDeclared(this.#answer),
      getOutData: () => asDeclared(outData),
      getOutputData: () => readOutData(OUT_DATA_GETTERS.startCommEvent, outData),
      getEngagementId: () => this.scope.id,
    };
  }

  /** Rejects with `NOT_FOUND` when Fusion opened no wrap-up for this engagement (assumption). */
  async getWrapupContext(): Promise<IRecordContext> {
    const told =
      readText(this.#answer, 'wrapupId') || readText(recordOrEmpty(this.#answer.outData), 'SVCMCA_WRAPUP_ID');
    const wrapupId = told === '' ? await this.#wrapupIdFromDesktop() : told;
    if (wrapupId === '') throw new UefError(ERROR_STATUS.NOT_FOUND, 'This engagement has no wrap-up.');
    return this.session.contexts.record(WRAP_UP, wrapupId);
  }

  async #wrapupIdFromDesktop(): Promise<string> {
    const { engagements } = await askWorkspace(this.session.link);
    return engagements.find(({ engagementId }) => engagementId === this.scope.id)?.wrapupId ?? '';
  }
}
