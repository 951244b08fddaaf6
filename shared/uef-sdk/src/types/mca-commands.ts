/* eslint-disable @typescript-eslint/no-explicit-any --
   The vendor's own declarations say `any` in these places; code moves between them and ours only if ours say it too. */
/**
 * The two controllable events: what Fusion asks of a call, and what it asks of the agent.
 * Names, spellings and members are the vendor's published declarations, except where marked as newer.
 */
import type { IEventResponse } from './framework.js';
import type { IMcaEventData } from './mca-events.js';

export interface IMcaOnToolbarInteractionCommandEventResponse extends IEventResponse {
  getResponseData(): IMcaOnToolbarInteractionCommandDataResponse;
}

/** `getOutdata` is the vendor's spelling. */
export interface IMcaOnToolbarInteractionCommandDataResponse {
  getData(): IMcaOnToolbarInteractionCommandData;
  getEventId(): string;
  getCommand(): string;
  getSlot(): string;
  getInData(): any;
  getResult(): string;
  getResultDisplayString(): string;
  getOutdata(): any;
  setResult(result: string): void;
  /** Newer builds. */
  setOutdata?(outData: any): void;
}

export interface IMcaOnToolbarInteractionCommandData extends IMcaEventData {
  command: string;
  commandId: string;
  eventId: string;
  inData: any;
  outData: any;
  result: string;
  target: string;
  timeStamp: number;
  slot: string;
  resultDisplayString: string;
}

export interface IMcaOnToolbarAgentCommandEventResponse extends IEventResponse {
  getResponseData(): IMcaOnToolbarAgentCommandDataResponse;
}

/** `getOutdata` is the vendor's spelling. */
export interface IMcaOnToolbarAgentCommandDataResponse {
  getData(): IMcaOnToolbarAgentCommandData;
  getEventId(): string;
  getCommand(): string;
  getInData(): any;
  getResult(): string;
  getResultDisplayString(): string;
  getOutdata(): any;
  setOutdata(outData: any): void;
  setResult(result: string): void;
}

export interface IMcaOnToolbarAgentCommandData extends IMcaEventData {
  command: string;
  eventId: string;
  inData: any;
  outData: any;
  result: string;
  timeStamp: number;
  resultDisplayString: string;
}
