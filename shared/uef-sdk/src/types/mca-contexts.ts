/* eslint-disable @typescript-eslint/no-explicit-any --
   The vendor's own declarations say `any` in these places; code moves between them and ours only if ours say it too. */
/**
 * Channel contexts of the multichannel adaptor, the engagement and the toolbar's own window.
 * Names, spellings and members are the vendor's published declarations, except where marked as newer.
 */
import type { IRecordContext, ITabContext } from './contexts.js';
import type { IContext, IOperationRequest, IOperationResponse } from './framework.js';
import type { IMcaStartComEventActionData } from './mca-comm-responses.js';
import type { IMcaStartCommEventOutData, IMcaStartCommEventOutDataResponse } from './mca-out-data.js';

/** A channel of the adaptor: `PHONE`, `CHAT`, and `NRT` for routed work items. The vendor leaves it a plain string. */
export type McaChannels = string;

/** The channel type that belongs to a channel, such as `ORA_SVC_PHONE`. */
export type McaChannelTypes = string;

export interface IMultiChannelAdaptorContext extends IContext {
  getActiveChannels(): Promise<string[]>;
  getCommunicationChannelContext(channel: McaChannels): Promise<ICommunicationChannelContext>;
}

export interface ICommunicationChannelContext extends IContext {
  getChannelType(): McaChannelTypes;
  getChannel(): McaChannels;
}

export interface IPhoneContext extends ICommunicationChannelContext {
  getChannelType(): McaChannelTypes;
  getChannel(): McaChannels;
  getFrameOrigin(): string;
  getToolbarName(): string;
  getVersion(): string;
  getEventSource(): string;
  /** Newer builds. Documented as a promise and used as a value: it is both. */
  getToolbarContext?(): IToolbarContext & PromiseLike<IToolbarContext>;
}

export interface IChatContext extends ICommunicationChannelContext {
  getChannelType(): McaChannelTypes;
  getChannel(): McaChannels;
}

/** One contact that has been started; transcripts are published here. */
export interface IEngagementContext extends IContext {
  getChannelType(): McaChannelTypes;
  getChannel(): McaChannels;
  getEngagementId(): string;
  getTabContext(): Promise<ITabContext>;
  getEngagementData(): IMcaEngagementData;
  /** Around release 25B; the record whose fields begin with `WrapUp.`. */
  getWrapupContext?(): Promise<IRecordContext>;
}

export interface IMcaEngagementData {
  getData(): IMcaStartComEventActionData;
  getOutData(): IMcaStartCommEventOutData;
  getOutputData(): IMcaStartCommEventOutDataResponse;
  getEngagementId(): string;
}

/** What a tab knows of its engagement. Newer builds; documentation only. */
export interface IEngagementInfo {
  getEngagementId(): string;
  getEngagementType(): string;
  getInteractionId(): string;
  getWrapUpId(): string;
  getInData(): Record<string, any>;
  getOutData(): Record<string, any>;
  isActiveEngagement(): boolean;
}

/** The window that frames the toolbar. Newer builds; documentation only. */
export interface IToolbarContext {
  publish(request: IOperationRequest): Promise<IOperationResponse>;
}
