import { msg } from '@lit/localize';
import { distinctUntilChanged, type Subscription } from 'rxjs';
import type { Perform } from './agent-requests.js';
import { ChatDoor } from './chat-door.js';
import type { ConversationDesk } from './conversation-desk.js';
import { deskRecord, stateToGoOnWith, type DeskRecord } from './desk-record.js';
import { CHANNELS } from '@oracle/uef-sdk';
import type { CommSettings } from './fusion/comm-data.js';
import { memoryOf, type ContactMemory } from './fusion/contact-memory.js';
import type { FusionHandler } from './fusion/fusionHandler.js';
import { IntegrationActionHandler } from './fusion/integrationActionHandler.js';
import { IntegrationEventsHandler } from './fusion/integrationEventsHandler.js';
import type { CommandOutcome } from './fusion/uef-response.js';
import { Later } from './later.js';
import type { Clock } from './state/clock.js';
import { hopsAfter } from './state/hops.js';
import type { Directory } from './state/directory.js';
import type { LoggedCall } from './state/call-log.js';
import { sentenceOf } from './state/failure.js';
import { sentence } from './state/sentence.js';
import { NoticeBoard } from './state/notice-board.js';
import { Store } from './state/store.js';
import type { ToolbarState } from './state/toolbar-state.js';
import type { UiAction } from './state/ui-action.js';
import type { Disposition } from './state/wrap-up.js';
import type { Ask } from './tab-messages.js';
import { VendorHandler } from './vendor/vendorHandler.js';
import type { VendorSettings } from './vendor/vendor-settings.js';

export interface DeskParts {
  readonly fusion: FusionHandler;
  readonly memory: ContactMemory;
  readonly comm: CommSettings & { readonly appClassification: string };
  /** Who can be called by name. */
  readonly directory: Directory;
  /** How conversations may be said to have ended. */
  readonly dispositions: readonly Disposition[];
  /** Where what is said can be heard, absolute; absent: nowhere. */
  readonly transcriptUrl?: string | undefined;
  /** Writes down a call that is over. */
  readonly logCall?: (call: LoggedCall) => void;
  readonly vendor: Omit<VendorSettings, 'lineChanged'>;
}

const DONE: CommandOutcome = { ok: true };

/** The desk of the tab that leads: the line to the contact centre, and all that Fusion is told of contacts. */
export class LeadingDesk {
  readonly #store: Store;
  readonly #board: NoticeBoard;
  readonly #vendor: VendorHandler;
  readonly #events: IntegrationEventsHandler;
  readonly #actions: IntegrationActionHandler;
  readonly #perform: Perform;
  readonly #conversations: Later<ConversationDesk>;
  readonly #memory: ContactMemory;
  readonly #chats: ChatDoor;
  #watched: Subscription | undefined;

  /** @param left where another page stopped; this one goes on there when it begins */
  constructor(
    { fusion, memory, comm, directory, dispositions, transcriptUrl, logCall, vendor: settings }: DeskParts,
    left: DeskRecord | undefined,
    changed: () => void,
  ) {
    const { clock, ids, log } = settings;
    this.#memory = memory;
    this.#store = new Store(stateToGoOnWith(left));
    this.#board = new NoticeBoard(this.#store);
    const shared = { fusion, store: this.#store, board: this.#board, clock };
    const told = noticed(memory, changed);
    this.#chats = new ChatDoor({
      ...shared,
      memory: told,
      log,
      http: {
        ...settings,
        session: () => this.#vendor.session,
        command: (command) => this.#vendor.chatCommand(command),
      },
    });
    this.#events = new IntegrationEventsHandler({
      ...shared,
      comm,
      chats: this.#chats,
      memory: memoryOf(undefined, told),
      standDown: () => this.#standDown(),
      conversation: (eventId) => this.#conversations.with((desk) => desk.follow(eventId)),
      log,
    });
    this.#vendor = new VendorHandler(this.#events, {
      ...settings,
      chats: () => fusion.takesChats,
      lineChanged: changed,
    });
    this.#actions = new IntegrationActionHandler({
      ...shared,
      vendor: this.#vendor,
      events: this.#events,
      ids,
      transcripts: transcriptUrl !== undefined,
    });
    const conversation = {
      ...shared,
      ids,
      events: this.#events,
      vendor: this.#vendor,
      appClassification: comm.appClassification,
      logCall,
      transcript:
        transcriptUrl === undefined
          ? undefined
          : { ...settings, url: transcriptUrl, session: () => this.#vendor.line?.known?.session },
    };
    this.#conversations = new Later(
      async () => new (await import('./conversation-desk.js')).ConversationDesk(conversation),
      (again) => this.#notLoaded(again),
    );
    this.#perform = performing(this.#actions, this.#board, this.#conversations);
    this.#store.dispatch({ type: 'installation', directory, dispositions });
    this.#watched = this.#store.state$.subscribe(changed);
    this.#watched.add(watchHops(this.#store, clock));
    this.#watched.add(
      this.#store.select(hasContacts).subscribe((has) => has && this.#conversations.with(() => undefined)),
    );
    if (left !== undefined) this.#goOnWith(left);
    if (left?.line === undefined) void this.#actions.start();
    else {
      this.#chats.goOnWith(memoryOf(CHANNELS.CHAT, memory));
      this.#vendor.goOnWith(left.line);
    }
  }

  get state(): ToolbarState {
    return this.#store.state;
  }

  record(taken: readonly string[]): DeskRecord {
    const { line } = this.#vendor;
    return deskRecord({
      state: this.#store.state,
      ...(line !== undefined && { line }),
      told: this.#memory.all(),
      taken,
    });
  }

  async do(ask: Ask): Promise<CommandOutcome> {
    switch (ask.by) {
      case 'agent':
        if (ask.action.type === 'chat') return this.#chats.do(ask.action.ask);
        (this.#perform[ask.action.type] as (action: UiAction) => void)(ask.action);
        return DONE;
      case 'interactionCommand':
        return (ask.command.channel === undefined ? this.#actions : this.#chats).interactionCommand(ask.command);
      case 'agentCommand':
        return this.#actions.agentCommand(ask.command);
      case 'outgoingCall':
        this.#actions.outgoingCall(ask.call);
        return DONE;
      case 'dataUpdate':
        (ask.update.channel === undefined ? this.#actions : this.#chats).dataUpdated(ask.update);
        return DONE;
    }
  }

  /** Fusion does something less than it could. */
  degraded(what: string, why: string): void {
    this.#actions.degraded(what, why);
  }

  /** Leaves everything to another page. */
  close(): void {
    this.#watched?.unsubscribe();
    this.#watched = undefined;
    this.#actions.close();
    this.#conversations.ifThere((desk) => desk.close());
    this.#vendor.letGo();
  }

  #notLoaded(again: () => void): void {
    const what = msg('A part of the toolbar could not be loaded');
    const why = msg('Until then, notes are not shared with Fusion, and calls are missing in the call log.');
    this.#board.post('conversations', what, why, again);
  }

  #goOnWith({ state, line }: DeskRecord): void {
    this.#events.goOnWith(line === undefined ? this.#store.state : state);
    this.#actions.goOnWith(state);
    // Without a line nothing is on its way.
    if (line === undefined) this.#events.placingGoesOn([]);
  }

  #standDown(): void {
    this.#vendor.makeAgentUnavailable().catch((error: unknown) => {
      this.#board.post('stand-down', sentence('The switch may still send you calls'), sentenceOf(error), () =>
        this.#standDown(),
      );
    });
  }
}

/** What Fusion is told next must be known to the other tabs before this one can be gone. */
function noticed(memory: ContactMemory, changed: () => void): ContactMemory {
  return {
    recall: (eventId) => memory.recall(eventId),
    all: () => memory.all(),
    keep: (contact) => {
      memory.keep(contact);
      changed();
    },
    forget: (eventId) => {
      memory.forget(eventId);
      changed();
    },
    adopt: (contacts) => memory.adopt(contacts),
  };
}

/** Before anybody is told of the change: what is shown then already says since when it is so. */
function watchHops(store: Store, clock: Clock): Subscription {
  const facts = store.state$.pipe(
    distinctUntilChanged((a, b) => a.availability === b.availability && a.connection === b.connection),
  );
  return facts.subscribe(({ hops, availability, connection }) =>
    store.dispatch({ type: 'hops', hops: hopsAfter(hops, availability, connection, clock.now()) }),
  );
}

const hasContacts = ({ contacts }: ToolbarState): boolean => contacts.length > 0;

function performing(
  actions: IntegrationActionHandler,
  board: NoticeBoard,
  conversations: Later<ConversationDesk>,
): Perform {
  return {
    toggleAvailability: () => void actions.toggleAgentAvailability(),
    chooseState: ({ wish }) => actions.chooseAgentState(wish),
    cancelNext: () => actions.cancelNextAgentState(),
    controlLine: ({ control }) => void actions.controlLine(control),
    lookAtColleagues: () => void actions.lookAtColleagues(),
    answer: ({ eventId }) => void actions.acceptIncomingCall(eventId),
    decline: ({ eventId }) => void actions.rejectCall(eventId),
    hangUp: ({ eventId }) => void actions.disconnectCall(eventId),
    control: ({ eventId, control }) => void actions.controlCall(eventId, control),
    openPanel: ({ eventId, panel }) => actions.openPanel(eventId, panel),
    closeWrapUp: ({ eventId }) => actions.closeWrapUp(eventId),
    note: ({ eventId, change }) => conversations.with((desk) => desk.note(eventId, change)),
    saveWrapUp: ({ eventId }) => conversations.with((desk) => desk.saveWrapUp(eventId)),
    dial: ({ number }) => void actions.makeCall(number),
    chat: () => undefined, // Has an outcome, and is done above.
    retry: ({ noticeId }) => board.retry(noticeId),
    dismiss: ({ noticeId }) => board.dismiss(noticeId),
  };
}
