import type { CallControl } from '../state/call-control.js';

/**
 * What the toolbar asks of a contact centre, whoever makes it. A promise is kept when the contact centre has accepted
 * the request; what came of it is told by events only.
 */
export interface ICtiVendorHandler {
  makeAgentAvailable(): Promise<void>;
  makeAgentUnavailable(reason?: string): Promise<void>;
  /** `eventId` comes back in everything that is told of this call. */
  makeOutboundCall(phoneNumber: string, eventId: string): Promise<void>;
  /** Without `connectionId`: the only call that fits. Likewise below. */
  acceptCall(connectionId?: string): Promise<void>;
  rejectCall(connectionId?: string): Promise<void>;
  hangupCall(connectionId?: string): Promise<void>;
  /** Everything else that can be done with a call. */
  controlCall(control: CallControl, connectionId: string): Promise<void>;
}
