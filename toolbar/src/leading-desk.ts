import type { Perform } from './agent-requests.js';
import { deskRecord, stateToGoOnWith, type DeskRecord } from './desk-record.js';
import type { CommSettings } from './fusion/comm-data.js';
import type { ContactMemory } from './fusion/contact-memory.js';
import type { FusionHandler } from './fusion/fusionHandler.js';
import { IntegrationActionHandler } from './fusion/integrationActionHandler.js';
import { IntegrationEventsHandler } from './fusion/integrationEventsHandler.js';
import type { CommandOutcome } from './fusion/uef-response.js';
import type { Directory } from './state/directory.js';
import { sentenceOf } from './state/failure.js';
import { NoticeBoard } from './state/notice-board.js';
import { Store } from './state/store.js';
import type { ToolbarState } from './state/toolbar-state.js';
import type { UiAction } from './state/ui-action.js';
import type { Ask } from './tab-messages.js';
import { VendorHandler } from './vendor/vendorHandler.js';
import type { VendorSettings } from './vendor/vendor-settings.js';

export interface DeskParts {
  readonly fusion: FusionHandler;
  readonly memory: ContactMemory;
  readonly comm: CommSettings;
  /** Who can be called by name. */
  readonly directory: Directory;
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
  readonly #memory: ContactMemory;
  #watched: { unsubscribe(): void } | undefined;

  /** @param left where another page stopped; this one goes on there when it begins */
  constructor(
    { fusion, memory, comm, directory, vendor: settings }: DeskParts,
    left: DeskRecord | undefined,
    changed: () => void,
  ) {
    const { clock, ids, log } = settings;
    this.#memory = memory;
    this.#store = new Store(stateToGoOnWith(left));
    this.#board = new NoticeBoard(this.#store);
    const shared = { fusion, store: this.#store, board: this.#board, clock };
    this.#events = new IntegrationEventsHandler({
      ...shared,
      comm,
      memory: noticed(memory, changed),
      standDown: () => this.#standDown(),
      log,
    });
    this.#vendor = new VendorHandler(this.#events, { ...settings, lineChanged: changed });
    this.#actions = new IntegrationActionHandler({ ...shared, vendor: this.#vendor, events: this.#events, ids });
    this.#perform = performing(this.#actions, this.#board);
    this.#store.dispatch({ type: 'directory', directory });
    this.#watched = this.#store.state$.subscribe(changed);
    if (left?.line === undefined) void this.#actions.start();
    else {
      this.#events.goOnWith(left.state);
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
        (this.#perform[ask.action.type] as (action: UiAction) => void)(ask.action);
        return DONE;
      case 'interactionCommand':
        return this.#actions.interactionCommand(ask.command);
      case 'agentCommand':
        return this.#actions.agentCommand(ask.command);
      case 'outgoingCall':
        this.#actions.outgoingCall(ask.call);
        return DONE;
      case 'dataUpdate':
        this.#actions.dataUpdated(ask.update);
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
    this.#vendor.letGo();
  }

  #standDown(): void {
    this.#vendor.makeAgentUnavailable().catch((error: unknown) => {
      this.#board.post('stand-down', 'The switch may still send you calls', sentenceOf(error), () => this.#standDown());
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

function performing(actions: IntegrationActionHandler, board: NoticeBoard): Perform {
  return {
    toggleAvailability: () => void actions.toggleAgentAvailability(),
    answer: ({ eventId }) => void actions.acceptIncomingCall(eventId),
    decline: ({ eventId }) => void actions.rejectCall(eventId),
    hangUp: ({ eventId }) => void actions.disconnectCall(eventId),
    control: ({ eventId, control }) => void actions.controlCall(eventId, control),
    openPanel: ({ eventId, panel }) => actions.openPanel(eventId, panel),
    closeWrapUp: ({ eventId }) => actions.closeWrapUp(eventId),
    dial: ({ number }) => void actions.makeCall(number),
    retry: ({ noticeId }) => board.retry(noticeId),
    dismiss: ({ noticeId }) => board.dismiss(noticeId),
  };
}
