/** Contexts of the desktop that are not about a channel. */
import type {
  IEngagementInfo,
  IGlobalContext,
  INotificationContext,
  IRecordContext,
  ISidePaneContext,
  ITabContext,
} from '../types/index.js';
import type { HostEngagement, HostRecord } from '../wire.js';
import type { ContextKind } from './abilities.js';
import { UefContext, type ContextScope } from './context.js';
import type { Session } from './session.js';
import { ERROR_STATUS, UefError } from './uef-error.js';
import { askWorkspace } from './workspace.js';

/** Scope of a context that is addressed by its kind and id. */
export function desktopScope(kind: ContextKind, id: string, tabId = ''): ContextScope {
  return { kind, id, tabId, address: { context: kind, contextId: id } };
}

export class GlobalContext extends UefContext implements IGlobalContext {
  getGlobalContextId(): string {
    return this.scope.id;
  }
}

export class SidePaneContext extends UefContext implements ISidePaneContext {
  getSidePaneContextId(): string {
    return this.scope.id;
  }
}

export class NotificationContext extends UefContext implements INotificationContext {
  getNotificationContextId(): string {
    return this.scope.id;
  }
}

export class RecordContext extends UefContext implements IRecordContext {
  readonly #recordType: string;

  constructor(session: Session, recordType: string, recordId: string, tabId: string) {
    const scope = desktopScope('record', recordId, tabId);
    super(session, { ...scope, address: { ...scope.address, recordType, recordId } });
    this.#recordType = recordType;
  }

  getRecordType(): string {
    return this.#recordType;
  }

  getRecordId(): string {
    return this.scope.id;
  }
}

export class TabContext extends UefContext implements ITabContext {
  readonly #type: string;

  constructor(session: Session, tabId: string, type: string) {
    super(session, desktopScope('tab', tabId, tabId));
    this.#type = type;
  }

  getType(): string {
    return this.#type;
  }

  async getAvailableTabs(): Promise<ITabContext[]> {
    const { tabs } = await askWorkspace(this.session.link);
    return tabs.map(({ tabId, type }) => this.session.contexts.tab(tabId, type));
  }

  async getAvailableRecords(): Promise<IRecordContext[]> {
    return (await this.#records()).map((record) => this.#recordContext(record));
  }

  /** The first record of this tab. Rejects with `NOT_FOUND` when it has none (assumption). */
  async getActiveRecord(): Promise<IRecordContext> {
    const [record] = await this.#records();
    if (record === undefined) throw new UefError(ERROR_STATUS.NOT_FOUND, 'No record is open in this tab.');
    return this.#recordContext(record);
  }

  /** A local desktop has no tabs that depend on others. */
  getDependentTabs(): Promise<ITabContext[]> {
    return Promise.resolve([]);
  }

  getNotificationContext(notificationId: string): Promise<INotificationContext> {
    return Promise.resolve(new NotificationContext(this.session, desktopScope('notification', notificationId)));
  }

  /** Rejects with `NOT_FOUND` when the tab belongs to no engagement (assumption). */
  async getEngagementInfo(): Promise<IEngagementInfo> {
    const { tabs, engagements } = await askWorkspace(this.session.link);
    const wanted = tabs.find(({ tabId }) => tabId === this.scope.id)?.engagementId;
    const engagement = engagements.find(({ engagementId }) => engagementId === wanted);
    if (engagement === undefined) throw new UefError(ERROR_STATUS.NOT_FOUND, 'This tab belongs to no engagement.');
    return engagementInfo(engagement);
  }

  async #records(): Promise<HostRecord[]> {
    const { records } = await askWorkspace(this.session.link);
    return records.filter(({ tabId }) => tabId === this.scope.id);
  }

  #recordContext({ recordType, recordId, tabId }: HostRecord): IRecordContext {
    return this.session.contexts.record(recordType, recordId, tabId);
  }
}

function engagementInfo(engagement: HostEngagement): IEngagementInfo {
  return {
    getEngagementId: () => engagement.engagementId,
    getEngagementType: () => engagement.channel,
    getInteractionId: () => engagement.interactionId ?? '',
    getWrapUpId: () => engagement.wrapupId ?? '',
    getInData: () => engagement.inData ?? {},
    getOutData: () => engagement.outData ?? {},
    isActiveEngagement: () => engagement.active ?? true,
  };
}
