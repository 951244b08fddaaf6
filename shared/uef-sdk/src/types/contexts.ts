/**
 * Contexts of the agent desktop that are not about a channel: global, tab, record, side pane, notification, modal window.
 * Names, spellings and members are the vendor's published declarations, except where marked as newer.
 */
import type { IContext } from './framework.js';
import type { IEngagementInfo } from './mca-contexts.js';

export interface IGlobalContext extends IContext {
  getGlobalContextId(): string;
}

export interface ITabContext extends IContext {
  getType(): string;
  getAvailableTabs(): Promise<ITabContext[]>;
  getAvailableRecords(): Promise<IRecordContext[]>;
  getActiveRecord(): Promise<IRecordContext>;
  getDependentTabs(): Promise<ITabContext[]>;
  getNotificationContext(notificationId: string): Promise<INotificationContext>;
  /** Newer builds. */
  getEngagementInfo?(): Promise<IEngagementInfo>;
}

export interface IRecordContext extends IContext {
  getRecordType(): string;
  getRecordId(): string;
}

export interface ISidePaneContext extends IContext {
  getSidePaneContextId(): string;
}

export interface INotificationContext extends IContext {
  getNotificationContextId(): string;
}

export type IModalWindowContext = IContext;
