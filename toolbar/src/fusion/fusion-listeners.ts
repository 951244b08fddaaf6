import type { CommandOutcome, Payload } from './uef-response.js';

/** A button in Fusion that is about one contact. */
export interface InteractionCommand {
  readonly command: string;
  readonly eventId: string;
  /** Fusion's channel, where it is not the phone. */
  readonly channel?: string;
}

/** A number was clicked in Fusion. */
export interface OutgoingCall {
  readonly eventId: string;
  readonly number: string;
  readonly outData: Payload;
}

/** Fusion changed something about a contact by itself. */
export interface DataUpdate {
  readonly eventId: string;
  readonly updateType: string;
  readonly outData: Payload;
  /** Likewise. */
  readonly channel?: string;
}

/** Who answers Fusion. */
export interface FusionListeners {
  interactionCommand(command: InteractionCommand): Promise<CommandOutcome>;
  agentCommand(command: string): Promise<CommandOutcome>;
  outgoingCall(call: OutgoingCall): void;
  dataUpdated(update: DataUpdate): void;
  /** Something that the toolbar can do without does not work in this Fusion. */
  degraded(what: string, why: string): void;
}
