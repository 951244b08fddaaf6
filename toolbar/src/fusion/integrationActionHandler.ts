import type { CommandType } from '@fusion-cti/protocol';
import { INTERACTION_COMMANDS, UPDATE_TYPES } from '@oracle/uef-sdk';
import type { AgentWish } from '../state/agent-wish.js';
import type { CallControl } from '../state/call-control.js';
import { CALL_PANELS, type CallPanel } from '../state/call-panels.js';
import { commandsFor } from '../state/call-commands.js';
import { isLive, type Asked, type Contact } from '../state/contacts.js';
import { sentenceOf } from '../state/failure.js';
import type { LineControl } from '../state/line-control.js';
import { dialable } from '../state/phone-number.js';
import { contactOf } from '../state/selectors.js';
import { sentence } from '../state/sentence.js';
import type { ToolbarState } from '../state/toolbar-state.js';
import type { IdSource } from '../vendor/id-source.js';
import { AgentActions } from './agent-actions.js';
import { answerAgentCommand } from './agent-commands.js';
import { CallControls } from './call-controls.js';
import type { DataUpdate, FusionListeners, InteractionCommand, OutgoingCall } from './fusion-listeners.js';
import {
  CONTROL_TABLE,
  fittingCommand,
  INTERACTION_TABLE,
  type CallCommand,
  type CommandRow,
  type ControlRow,
} from './interaction-commands.js';
import { LineControls } from './line-controls.js';
import { OutboundCalls, type OutboundParts } from './outbound-calls.js';
import type { CommandOutcome } from './uef-response.js';

export type ActionHandlerParts = OutboundParts & {
  readonly ids: IdSource;
  /** Somebody tells what is said in calls. */
  readonly transcripts?: boolean;
};

/** What the agent reads when the vendor refuses. */
const REFUSED: Readonly<Record<CallCommand, string>> = {
  accept: sentence('The call could not be answered'),
  reject: sentence('The call could not be declined'),
  hangup: sentence('The call could not be ended'),
};

const NO_SUCH_CALL: CommandOutcome = { ok: false, text: 'There is no such call any more.' };
const IMPOSSIBLE: CommandOutcome = { ok: false, text: 'The call is in a state in which that makes no sense.' };

/** What people ask for, at the toolbar's buttons or at Fusion's: on to the vendor. What comes of it, events tell. */
export class IntegrationActionHandler implements FusionListeners {
  readonly #parts: ActionHandlerParts;
  readonly #outbound: OutboundCalls;
  readonly #controls: CallControls;
  readonly #agent: AgentActions;
  readonly #line: LineControls;

  constructor(parts: ActionHandlerParts) {
    this.#parts = parts;
    this.#agent = new AgentActions(parts);
    this.#line = new LineControls(parts);
    this.#outbound = new OutboundCalls(parts);
    this.#controls = new CallControls(parts);
  }

  /** Finds Fusion, if it has not been found. */
  start(): Promise<void> {
    return this.#agent.start();
  }

  toggleAgentAvailability(): Promise<void> {
    return this.#agent.toggle();
  }

  /** At once, or when what keeps the agent is over. */
  chooseAgentState(wish: AgentWish): void {
    this.#agent.choose(wish);
  }

  cancelNextAgentState(): void {
    this.#agent.cancelNext();
  }

  /** Do not disturb, forward, listen to a colleague ... */
  async controlLine(control: LineControl): Promise<void> {
    await this.#line.perform(control);
  }

  async lookAtColleagues(): Promise<void> {
    await this.#line.lookAtColleagues();
  }

  /** Goes on with what another page was asked for. */
  goOnWith({ placing }: Pick<ToolbarState, 'placing'>): void {
    if (placing !== undefined) void this.#outbound.goOnWith(placing);
  }

  /** Leaves everything to another page. */
  close(): void {
    this.#agent.close();
    this.#outbound.close();
  }

  async acceptIncomingCall(eventId: string): Promise<void> {
    await this.#command(eventId, INTERACTION_COMMANDS.accept);
  }

  async rejectCall(eventId: string): Promise<void> {
    await this.#command(eventId, INTERACTION_COMMANDS.reject);
  }

  async disconnectCall(eventId: string): Promise<void> {
    await this.#command(eventId, INTERACTION_COMMANDS.disconnect);
  }

  async makeCall(typed: string): Promise<void> {
    const number = dialable(typed);
    if (number === undefined) return; // The dial pad offers no such call.
    const eventId = this.#parts.ids.newId();
    await this.#outbound.place({ eventId, number, retry: () => void this.makeCall(number) });
  }

  /** Hold, mute, transfer ...: whatever can be done with a call that is there. */
  async controlCall(eventId: string, control: CallControl): Promise<void> {
    await this.#controls.perform(eventId, control);
  }

  /** What needs more than a button opens on the card of its call; the same again closes it. */
  openPanel(eventId: string, panel: CallPanel | undefined): void {
    const { store } = this.#parts;
    const open = store.state.panel;
    const again = open?.eventId === eventId && open.panel === panel;
    store.dispatch({ type: 'panel', panel: panel === undefined || again ? undefined : { eventId, panel } });
  }

  /** The agent needs no wrap-up card any more. */
  closeWrapUp(eventId: string): void {
    const contact = contactOf(this.#parts.store.state, eventId);
    if (contact !== undefined && !isLive(contact)) this.#parts.events.contactLeaves(eventId);
  }

  async interactionCommand({ command, eventId }: InteractionCommand): Promise<CommandOutcome> {
    const id = this.#parts.events.eventIdOf(eventId);
    if (command === INTERACTION_COMMANDS.setActive) {
      this.#parts.store.dispatch({ type: 'contactShown', eventId: id });
      return { ok: true };
    }
    if (command === INTERACTION_COMMANDS.transfer) return this.#startTransfer(id);
    const row = CONTROL_TABLE[command];
    return row === undefined ? this.#command(id, command) : this.#control(id, command, row);
  }

  async agentCommand(command: string): Promise<CommandOutcome> {
    const { store, events } = this.#parts;
    return answerAgentCommand(command, {
      state: store.state,
      isLoggedIn: events.isLoggedIn,
      transcripts: this.#parts.transcripts === true,
      fusionIdOf: (eventId) => events.fusionIdOf(eventId),
      makeAvailable: () => this.#agent.makeAvailable(),
      makeUnavailable: () => this.#agent.makeUnavailable(),
    });
  }

  outgoingCall({ eventId, number, outData }: OutgoingCall): void {
    // Spaces and brackets are Fusion's; what is left is the switch's to judge.
    const id = eventId === '' ? this.#parts.ids.newId() : eventId;
    void this.#outbound.place({ eventId: id, number: dialable(number) ?? number, clicked: outData });
  }

  dataUpdated({ eventId, updateType, outData }: DataUpdate): void {
    const id = this.#parts.events.eventIdOf(eventId);
    const contact = contactOf(this.#parts.store.state, id);
    if (contact === undefined) return;
    switch (updateType) {
      case UPDATE_TYPES.OFFER_TIMEOUT:
        void this.#command(id, INTERACTION_COMMANDS.NOTIFICATION_TIMER_EXP);
        return;
      case UPDATE_TYPES.WRAPUP_CLOSED:
        return isLive(contact) ? undefined : this.#parts.events.wrapUpClosed(id, outData);
      case UPDATE_TYPES.CUSTOMER_DATA:
        return this.#parts.events.contactChanged(id, outData);
    }
  }

  degraded(what: string, why: string): void {
    this.#parts.board.post(`degraded:${what}`, what, why);
  }

  async #control(eventId: string, name: string, { tries, already }: ControlRow): Promise<CommandOutcome> {
    const contact = contactOf(this.#parts.store.state, eventId);
    if (contact === undefined) return NO_SUCH_CALL;
    if (!this.#knows(tries.map(({ type }) => type))) return unknownThere(name);
    if (already(contact)) return { ok: true };
    const control = this.#controls.fitting(eventId, tries);
    return control === undefined ? IMPOSSIBLE : this.#controls.perform(eventId, control);
  }

  /** Fusion does not say where to: the agent does, in the toolbar. */
  async #startTransfer(eventId: string): Promise<CommandOutcome> {
    const { store } = this.#parts;
    const contact = contactOf(store.state, eventId);
    if (contact === undefined) return NO_SUCH_CALL;
    const { commands } = CALL_PANELS.transfer;
    if (!this.#knows(commands)) return unknownThere(INTERACTION_COMMANDS.transfer);
    const possible = commandsFor(store.state, contact);
    if (!commands.some((command) => possible.includes(command))) return IMPOSSIBLE;
    store.dispatch({ type: 'contactShown', eventId });
    store.dispatch({ type: 'panel', panel: { eventId, panel: 'transfer' } });
    return { ok: true };
  }

  /** Whether the contact centre takes one of these at all. */
  #knows(commands: readonly CommandType[]): boolean {
    const { connection } = this.#parts.store.state;
    return connection.status !== 'online' || commands.some((command) => connection.commands.includes(command));
  }

  /** One command about one contact, in Fusion's words. */
  async #command(eventId: string, name: string): Promise<CommandOutcome> {
    const row = INTERACTION_TABLE[name];
    if (row === undefined) return { ok: false, text: `This toolbar does not support "${name}".` };
    const contact = await this.#outbound.placed(eventId);
    if (contact === undefined) return NO_SUCH_CALL;
    if (row.already.includes(contact.party)) return { ok: true };
    const command = fittingCommand(row, contact.party);
    if (command === undefined) return IMPOSSIBLE;
    return this.#ask(contact, command, row, () => void this.#command(eventId, name));
  }

  async #ask(contact: Contact, command: CallCommand, row: CommandRow, retry: () => void): Promise<CommandOutcome> {
    const { store, board } = this.#parts;
    const { eventId } = contact;
    const notice = `command:${eventId}`;
    const asked: Asked = row.because ?? command;
    // Before the request: the event that it leads to may overtake the answer, and has to know who asked.
    store.dispatch({ type: 'contactAsked', eventId, asked });
    try {
      await this.#send(command, contact.connectionId);
      board.dismiss(notice);
      return { ok: true };
    } catch (error) {
      if (contactOf(store.state, eventId)?.asked === asked) {
        store.dispatch({ type: 'contactAsked', eventId, asked: undefined });
      }
      board.post(notice, REFUSED[command], sentenceOf(error), retry);
      return { ok: false, text: sentenceOf(error) };
    }
  }

  #send(command: CallCommand, connectionId: string): Promise<void> {
    const { vendor } = this.#parts;
    const SEND: Readonly<Record<CallCommand, (id: string) => Promise<void>>> = {
      accept: (id) => vendor.acceptCall(id),
      reject: (id) => vendor.rejectCall(id),
      hangup: (id) => vendor.hangupCall(id),
    };
    return SEND[command](connectionId);
  }
}

function unknownThere(name: string): CommandOutcome {
  return { ok: false, text: `This contact centre does not support "${name}".` };
}
