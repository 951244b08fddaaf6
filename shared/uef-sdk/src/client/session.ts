/** What all contexts of one provider share. Types only: it keeps contexts and responses from importing each other. */
import type { IEngagementContext, IRecordContext, ISubscriptionContext, ITabContext } from '../types/index.js';
import type { HostMessage } from '../wire.js';
import type { ClientEnvironment } from './environment.js';
import type { HostLink } from './host-link.js';

/** Makes the contexts that responses hand out. */
export interface ContextSource {
  tab(tabId: string, type?: string): ITabContext;
  record(recordType: string, recordId: string, tabId?: string): IRecordContext;
  /** From the answer to startCommEvent or closeCommEvent. */
  engagement(answer: HostMessage): IEngagementContext;
}

export interface Session {
  readonly link: HostLink;
  readonly environment: ClientEnvironment;
  readonly contexts: ContextSource;
  /** Every subscription that is alive, whichever context made it. */
  readonly subscriptions: Set<ISubscriptionContext>;
}
