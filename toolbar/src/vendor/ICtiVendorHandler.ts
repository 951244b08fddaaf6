import type { KVRecord } from '@fusion-cti/protocol';
import type { CallControl } from '../state/call-control.js';
import type { Colleague } from '../state/colleagues.js';
import type { LineControl } from '../state/line-control.js';

/**
 * What the toolbar asks of a contact centre, whoever makes it. A promise is kept when the contact centre has accepted
 * the request; what came of it is told by events only.
 */
export interface ICtiVendorHandler {
  makeAgentAvailable(): Promise<void>;
  /** `reason`: the code of one of the contact centre's reasons. */
  makeAgentUnavailable(reason?: string): Promise<void>;
  signOff(): Promise<void>;
  /** `eventId` comes back in everything that is told of this call. */
  makeOutboundCall(phoneNumber: string, eventId: string): Promise<void>;
  /** Without `connectionId`: the only call that fits. Likewise below. */
  acceptCall(connectionId?: string): Promise<void>;
  rejectCall(connectionId?: string): Promise<void>;
  hangupCall(connectionId?: string): Promise<void>;
  /** Everything else that can be done with a call. */
  controlCall(control: CallControl, connectionId: string): Promise<void>;
  /** What can be done with the line beside its calls. */
  controlLine(control: LineControl): Promise<void>;
  /** Whose calls this agent may listen to, and what they do now. */
  colleagues(): Promise<readonly Colleague[]>;
  /** Data for whoever listens on the line, about a call that may be over. */
  sendUserEvent(userData: KVRecord, connectionId: string): Promise<void>;
}
