/** What `initialize` resolves with. */
import type {
  IEngagementContext,
  IGlobalContext,
  IModalWindowContext,
  IMultiChannelAdaptorContext,
  INotificationContext,
  IRecordContext,
  IRequestHelper,
  ISidePaneContext,
  ITabContext,
  IUiEventsFrameworkProvider,
} from '../types/index.js';
import { WORKSPACE_METHOD, type HostEngagement, type HostWorkspace } from '../wire.js';
import { MultiChannelAdaptorContext } from './channel-contexts.js';
import { UefContext } from './context.js';
import {
  desktopScope,
  GlobalContext,
  NotificationContext,
  RecordContext,
  SidePaneContext,
  TabContext,
} from './desktop-contexts.js';
import { EngagementContext } from './engagement-context.js';
import type { ClientEnvironment } from './environment.js';
import type { HostLink } from './host-link.js';
import { requestHelper } from './requests.js';
import type { Session } from './session.js';
import { ERROR_STATUS, UefError } from './uef-error.js';
import { askWorkspace } from './workspace.js';

export class UefProvider implements IUiEventsFrameworkProvider {
  readonly requestHelper: IRequestHelper = requestHelper;
  readonly #session: Session;
  readonly #applicationName: string;
  readonly #version: string;

  constructor(link: HostLink, environment: ClientEnvironment, applicationName: string, version: string) {
    this.#session = {
      link,
      environment,
      subscriptions: new Set(),
      contexts: {
        tab: (tabId, type = '') => new TabContext(this.#session, tabId, type),
        record: (recordType, recordId, tabId = '') => new RecordContext(this.#session, recordType, recordId, tabId),
        engagement: (answer) => new EngagementContext(this.#session, answer),
      },
    };
    this.#applicationName = applicationName;
    this.#version = version;
  }

  /** Ends everything: subscriptions fall silent, open and later publishes reject with `DISPOSED`. */
  dispose(): void {
    for (const subscription of [...this.#session.subscriptions]) subscription.dispose();
    this.#session.link.close();
  }

  getVersion(): string {
    return this.#version;
  }

  getApplicationName(): string {
    return this.#applicationName;
  }

  async getCurrentTabId(): Promise<string> {
    return (await this.#workspace()).currentTabId;
  }

  async getActiveTabId(): Promise<string> {
    return (await this.#workspace()).activeTabId;
  }

  /** Records of one tab, or of all tabs. */
  async getAvailableRecords(tabId?: string): Promise<IRecordContext[]> {
    const { records } = await this.#workspace();
    return records
      .filter((record) => tabId === undefined || record.tabId === tabId)
      .map(({ recordType, recordId, tabId: home }) => this.#session.contexts.record(recordType, recordId, home));
  }

  async getActiveTab(): Promise<ITabContext> {
    const workspace = await this.#workspace();
    return this.#tab(workspace, workspace.activeTabId);
  }

  /** Our desktop has no tabs inside tabs, so the declared second id would choose nothing. */
  async getTabContext(browserTabId?: string): Promise<ITabContext> {
    return this.getCurrentBrowserTabContext(browserTabId);
  }

  async getCurrentBrowserTabContext(browserTabId?: string): Promise<ITabContext> {
    const workspace = await this.#workspace();
    return this.#tab(workspace, browserTabId ?? workspace.currentTabId);
  }

  async getAvailableTabs(): Promise<ITabContext[]> {
    return (await this.#workspace()).tabs.map(({ tabId, type }) => this.#session.contexts.tab(tabId, type));
  }

  getGlobalContext(): Promise<IGlobalContext> {
    return Promise.resolve(new GlobalContext(this.#session, desktopScope('global', '')));
  }

  getModalWindowContext(): Promise<IModalWindowContext> {
    return Promise.resolve(new UefContext(this.#session, desktopScope('modalWindow', '')));
  }

  getSidePaneContext(sidePaneId: string): Promise<ISidePaneContext> {
    return Promise.resolve(new SidePaneContext(this.#session, desktopScope('sidePane', sidePaneId)));
  }

  getNotificationContext(notificationId: string): Promise<INotificationContext> {
    return Promise.resolve(new NotificationContext(this.#session, desktopScope('notification', notificationId)));
  }

  getMultiChannelAdaptorContext(): Promise<IMultiChannelAdaptorContext> {
    return Promise.resolve(new MultiChannelAdaptorContext(this.#session));
  }

  /** What Fusion considers started, for a toolbar that was reloaded in the middle of a call. */
  async getActiveEngagements(): Promise<IEngagementContext[]> {
    const { engagements } = await this.#workspace();
    return engagements.filter(({ active }) => active !== false).map((engagement) => this.#engagement(engagement));
  }

  #workspace(): Promise<HostWorkspace> {
    return askWorkspace(this.#session.link);
  }

  #tab({ tabs }: HostWorkspace, wanted: string): ITabContext {
    const tab = tabs.find(({ tabId }) => tabId === wanted);
    if (tab === undefined) throw new UefError(ERROR_STATUS.NOT_FOUND, `There is no tab ${wanted}.`);
    return this.#session.contexts.tab(tab.tabId, tab.type);
  }

  #engagement(engagement: HostEngagement): IEngagementContext {
    const { link, contexts } = this.#session;
    return contexts.engagement({
      ...engagement,
      method: WORKSPACE_METHOD,
      uuid: engagement.engagementId,
      toolbarName: link.toolbarName,
    });
  }
}
