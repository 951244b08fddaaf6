/**
 * The local Fusion: takes what the toolbar publishes, and turns what the agent does in Fusion into commands and events.
 * It knows nothing of frames or elements: `attach` gives it the host half of the framework, and elements show `changes`.
 */
import {
  CHANNELS,
  COMMAND_RESULTS,
  DESKTOP_OPERATIONS,
  DIRECTIONS,
  EVENTS,
  FEATURES,
  INTERACTION_COMMANDS,
  TOKENS,
} from '@oracle/uef-sdk';
import type { CommandReply, HostAction, HostAnswer, UefHost } from '@oracle/uef-sdk/host';
import type { Observable } from 'rxjs';
import type { Clock } from '../clock.js';
import { failureText, SWITCHED_BY } from './call-commands.js';
import type { FusionAgent } from './configuration.js';
import { fullName, type Contact } from './contact.js';
import { EngagementDesk, type WrapUp } from './engagement-desk.js';
import type { Engagement, FusionState } from './fusion-state.js';
import { FusionStore } from './fusion-store.js';
import { ONE_TAB, type FusionTabs } from './fusion-tabs.js';
import { contactTokens } from './out-data.js';
import { ToolbarSession } from './toolbar-session.js';
import { WrapUpDesk } from './wrap-up-desk.js';
import { spokenLine, systemLine, withLine, type TranscriptLine } from './transcript.js';

/** The host half, as far as Fusion talks to it. */
export type FusionLink = Pick<
  UefHost,
  | 'sendInteractionCommand'
  | 'sendAgentCommand'
  | 'sendOutgoingEvent'
  | 'sendDataUpdated'
  | 'sendDesktopEvent'
  | 'isSubscribed'
>;

export interface MockFusionParts {
  readonly clock: Clock;
  readonly newId: () => string;
  readonly agent: () => FusionAgent;
  readonly contacts: () => readonly Contact[];
  readonly offerSeconds: number;
  /** Codes of the outcomes that a wrap-up may have. */
  readonly resolutions: () => readonly string[];
  /** The other tabs that Fusion is open in. */
  readonly tabs?: FusionTabs;
}

type ActionHandler = (action: HostAction) => HostAnswer;

export class MockFusion {
  readonly #parts: MockFusionParts;
  readonly #store: FusionStore;
  readonly #session: ToolbarSession;
  readonly #desk: EngagementDesk;
  readonly #handlers: Readonly<Record<string, ActionHandler>>;
  #link: FusionLink | undefined;

  constructor(parts: MockFusionParts) {
    const { tabs = ONE_TAB } = parts;
    const store = new FusionStore(parts.clock, parts.newId, (engagement) => tabs.tell(engagement));
    const link = (): FusionLink => this.#attached();
    const session = new ToolbarSession({ ...parts, store, link });
    const desk = new EngagementDesk({ ...parts, store, link });
    const wrapUps = new WrapUpDesk({
      ...parts,
      store,
      link,
      save: (eventId, wrapUp) => desk.saveWrapUp(eventId, wrapUp),
    });
    this.#parts = parts;
    this.#store = store;
    this.#session = session;
    this.#desk = desk;
    tabs.listen({
      changed: (engagement) => desk.adopt(engagement),
      greeted: () => store.state.engagements.forEach((engagement) => tabs.tell(engagement)),
    });
    this.#handlers = {
      getConfiguration: (action) => session.getConfiguration(action),
      disableFeature: (action) => session.disableFeature(action),
      readyForOperation: (action) => session.readyForOperation(action),
      agentStateEvent: (action) => session.agentState(action),
      SetToolbarProperties: (action) => session.setToolbarProperties(action),
      newCommEvent: (action) => desk.newComm(action),
      startCommEvent: (action) => desk.startComm(action),
      closeCommEvent: (action) => desk.closeComm(action),
      outboundCommError: (action) => desk.commError(action),
      [DESKTOP_OPERATIONS.getFieldValue]: (action) => wrapUps.getFields(action),
      [DESKTOP_OPERATIONS.setFieldValue]: (action) => wrapUps.setFields(action),
      [DESKTOP_OPERATIONS.saveRecord]: (action) => wrapUps.save(action),
      FeedLiveTranscript: (action) => this.#feed(action, spokenLine),
      FeedSystemMessage: (action) => this.#feed(action, systemLine),
    };
  }

  get changes(): Observable<FusionState> {
    return this.#store.changes;
  }

  get state(): FusionState {
    return this.#store.state;
  }

  /** Gives Fusion its way to the toolbar. */
  attach(link: FusionLink): void {
    this.#link = link;
  }

  /** Answers one published action. */
  readonly handle = async (action: HostAction): Promise<HostAnswer> => {
    const handler = this.#handlers[action.method];
    if (handler === undefined) {
      const message = `The local Fusion has no operation "${action.method}".`;
      return { result: 'error', error: { status: 'UNSUPPORTED_ACTION', message } };
    }
    return handler(action);
  };

  /** The toolbar's page was loaded, or loaded again. */
  toolbarLoaded(): void {
    this.#session.begin();
  }

  /** Sends a call command and shows its failure. Resolves with whether the toolbar took it. */
  async command(eventId: string, command: string): Promise<boolean> {
    const engagement = this.#store.engagement(eventId);
    if (engagement === undefined) return false;
    this.#store.patch(eventId, { pending: command });
    const { channel } = engagement;
    const reply = await this.#attached().sendInteractionCommand({ command, eventId, slot: eventId, channel });
    const taken = reply.result === COMMAND_RESULTS.SUCCESS;
    this.#settle(eventId, command, taken);
    if (!taken) this.#store.say(failureText(command, reply.resultDisplayString), 'failure');
    return taken;
  }

  /** Ends a call that is still being placed or is ringing at the far end. */
  async cancelDialling(eventId: string): Promise<void> {
    const taken = await this.command(eventId, INTERACTION_COMMANDS.disconnect);
    if (!taken) this.#desk.cancelUnheard(eventId);
  }

  /** Brings one of several contacts to the front, here and in the toolbar. */
  async activate(eventId: string): Promise<void> {
    this.#store.update({ activeEventId: eventId });
    await this.command(eventId, INTERACTION_COMMANDS.setActive);
  }

  /** Click-to-dial, from the record of a contact. */
  dial(number: string, fromContactId: string): void {
    const contact = this.#parts.contacts().find(({ contactId }) => contactId === fromContactId);
    const link = this.#attached();
    if (!this.#canDial(link)) {
      this.#store.say('The media toolbar does not take calls to dial at the moment.', 'failure');
      return;
    }
    const eventId = this.#parts.newId();
    const outData = {
      ...(contact === undefined ? {} : contactTokens(contact)),
      ...(contact?.organization === undefined ? {} : { [TOKENS.ORG_ID]: contact.organization.id }),
      [TOKENS.ANI]: number,
      [TOKENS.DISPLAY_NAME]: contact === undefined ? number : fullName(contact),
      [TOKENS.DIRECTION]: DIRECTIONS.OUTBOUND,
      [TOKENS.CALL_ID]: eventId,
    };
    this.#desk.place(eventId, outData, contact);
    if (contact !== undefined) this.openContact(contact.contactId);
    link.sendOutgoingEvent(outData);
  }

  /** Sends a command about the agent, for whoever wants to see the reply. */
  agentCommand(command: string): Promise<CommandReply> {
    return this.#session.command(command);
  }

  takeNotes(eventId: string, notes: string): void {
    this.#store.patch(eventId, { notes });
  }

  /** The agent writes in Fusion's wrap-up. */
  noteWrapUp(eventId: string, change: { readonly resolution?: string; readonly notes?: string }): void {
    this.#store.patch(eventId, change);
  }

  chooseContact(eventId: string, contactId: string): void {
    this.#desk.chooseContact(eventId, contactId);
  }

  saveWrapUp(eventId: string, wrapUp: WrapUp): void {
    this.#desk.saveWrapUp(eventId, wrapUp);
  }

  openContact(contactId: string): void {
    this.#store.update({ record: { kind: 'contact', contactId, popped: false } });
  }

  openHome(): void {
    this.#store.update({ record: undefined });
  }

  dismissBanner(): void {
    this.#store.update({ banner: undefined });
  }

  dismissToast(id: string): void {
    this.#store.dismissToast(id);
  }

  /** Shows a message that does not come from the toolbar. */
  notify(text: string): void {
    this.#store.say(text, 'failure');
  }

  #canDial(link: FusionLink): boolean {
    const { ready, disabledFeatures } = this.#store.state;
    return (
      ready &&
      !disabledFeatures.includes(FEATURES.OUTBOUND_CALL) &&
      link.isSubscribed(EVENTS.onOutgoingEvent, CHANNELS.PHONE)
    );
  }

  #settle(eventId: string, command: string, taken: boolean): void {
    const engagement = this.#store.engagement(eventId);
    if (engagement === undefined) return;
    const switched = taken ? SWITCHED_BY[command] : undefined;
    this.#store.patch(eventId, {
      ...(engagement.pending === command ? { pending: undefined } : {}),
      ...(switched === undefined ? {} : { switches: { ...engagement.switches, ...switched } }),
    });
  }

  #feed(action: HostAction, read: (data: HostAction['data'], now: number) => TranscriptLine | undefined): HostAnswer {
    const engagement = this.#engagementOf(action);
    if (engagement === undefined) {
      return {
        result: 'error',
        error: { status: 'NO_ENGAGEMENT', message: 'A transcript belongs to a started call.' },
      };
    }
    if (this.#store.state.announced?.transcript !== true) {
      const message = 'The toolbar has not announced the feature transcriptEnabled.';
      return { result: 'error', error: { status: 'FEATURE_DISABLED', message } };
    }
    const line = read(action.data, this.#parts.clock.now());
    if (line === undefined) {
      const message = `${action.method} needs a message id, and a role or type.`;
      return { result: 'error', error: { status: 'INVALID_MESSAGE', message } };
    }
    this.#store.patch(engagement.eventId, { transcript: withLine(engagement.transcript, line) });
    return { result: 'success', outData: {} };
  }

  /** An engagement context names its engagement; a message that names nothing means the only one there is. */
  #engagementOf({ data, eventId }: HostAction): Engagement | undefined {
    const started = this.#store.state.engagements.filter(({ phase }) => phase === 'Engaged' || phase === 'WrapUp');
    const named = started.find(
      (engagement) => engagement.engagementId === data.engagementId || engagement.eventId === eventId,
    );
    if (named !== undefined || data.engagementId !== undefined || eventId !== undefined) return named;
    return started.length === 1 ? started[0] : undefined;
  }

  #attached(): FusionLink {
    if (this.#link === undefined) throw new Error('The local Fusion has no toolbar: attach a host first.');
    return this.#link;
  }
}
