import { BehaviorSubject, type Observable } from 'rxjs';
import { deferred, type Deferred } from './deferred.js';
import { stateToGoOnWith, type DeskRecord, type RecordStorage } from './desk-record.js';
import { FollowedAgent } from './followed-agent.js';
import type { ContactMemory } from './fusion/contact-memory.js';
import type { DataUpdate, FusionListeners, InteractionCommand, OutgoingCall } from './fusion/fusion-listeners.js';
import type { FusionHandler } from './fusion/fusionHandler.js';
import type { CommandOutcome } from './fusion/uef-response.js';
import type { LeadingDesk } from './leading-desk.js';
import type { Log } from './log.js';
import type { Clock, Timer } from './state/clock.js';
import { failureOf } from './state/failure.js';
import { INITIAL_STATE, type ToolbarState } from './state/toolbar-state.js';
import { live } from './state/selectors.js';
import type { UiAction } from './state/ui-action.js';
import { isTabMessage, type Ask, type TabMessage, type TabWire } from './tab-messages.js';
import type { IdSource } from './vendor/id-source.js';
import type { LeadershipWatcher, TabLeadership } from './vendor/tab-leadership.js';

export interface TabParts {
  readonly fusion: Pick<FusionHandler, 'initialize' | 'agentId' | 'makeAgentAvailable' | 'makeAgentUnavailable'>;
  readonly memory: ContactMemory;
  readonly storage: RecordStorage;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  /** Where the tabs of this agent find each other. */
  readonly meet: (agent: string, watcher: LeadershipWatcher) => { leadership: TabLeadership; wire: TabWire };
  readonly agent: () => string | undefined;
  readonly lead: (left: DeskRecord | undefined, changed: () => void) => LeadingDesk;
  readonly isHidden: () => boolean;
  /** Gives the agent of this tab what they asked for, where it is something to keep: a file. */
  readonly give?: (outcome: CommandOutcome) => void;
}

/** How long the tab that leads may take to say that it has heard something. Milliseconds. */
const SILENT_LEADER_MS = 5_000;
/** For how long a tab that is seen leaves the lead to one that is not. Milliseconds. */
const HIDDEN_LEADER_MS = 3_000;
/** More than tabs can have asked for at once. */
const MOST_TAKEN = 50;

/**
 * One tab's toolbar. Of all tabs of an agent one leads: it has the line, and it alone tells Fusion of contacts. The
 * others show what it shows, hand on what they are asked, and are ready to take its place at any moment.
 */
export class Tab implements FusionListeners, LeadershipWatcher {
  readonly #parts: TabParts;
  readonly #id: string;
  readonly #view: BehaviorSubject<ToolbarState>;
  readonly #waiting = new Map<string, { readonly ask: Ask; readonly done: Deferred<CommandOutcome> }>();
  #met: { readonly leadership: TabLeadership; readonly wire: TabWire } | undefined;
  #agent = '';
  #desk: LeadingDesk | undefined;
  #followed: FollowedAgent | undefined;
  #leader: { readonly id: string; readonly hidden: boolean } | undefined;
  #record: DeskRecord | undefined;
  #taken: readonly string[] = [];
  /** What this tab's Fusion does less than it could, until there is a desk to show it. */
  readonly #degraded = new Map<string, string>();
  #telling = false;
  #startFailed = false;
  #silence: Timer | undefined;
  #hiddenLeader: Timer | undefined;

  constructor(parts: TabParts) {
    this.#parts = parts;
    this.#id = parts.ids.newId();
    this.#view = new BehaviorSubject(stateToGoOnWith(parts.storage.load()));
  }

  /** What this tab shows. */
  get state$(): Observable<ToolbarState> {
    return this.#view;
  }

  /** AgentID, or what Fusion calls the agent; empty until it is known. */
  get agent(): string {
    return this.#agent;
  }

  /** Whether it is this tab that has the line. */
  get leads(): boolean {
    return this.#desk !== undefined;
  }

  /** Finds Fusion, then the other tabs. A failure is shown, and the agent's retry comes here again. */
  async start(): Promise<void> {
    const { fusion, storage, meet, agent } = this.#parts;
    if (this.#startFailed) this.#show({ availability: { phase: 'connecting', step: 'fusion' } });
    this.#startFailed = false;
    try {
      await fusion.initialize();
    } catch (error) {
      this.#startFailed = true;
      return this.#show({ availability: { phase: 'failed', failure: failureOf(error, 'fusion') } });
    }
    this.#agent = agent() ?? '';
    this.#record = storage.load(this.#agent);
    this.#taken = this.#record?.taken ?? [];
    this.#view.next(stateToGoOnWith(this.#record));
    this.#met = meet(this.#agent, this);
    this.#met.wire.listen((message) => {
      if (isTabMessage(message)) this.#hear(message);
    });
    this.wake();
  }

  /** The page is there again, or for the first time. */
  wake(): void {
    if (this.#met === undefined) return;
    this.#met.leadership.stand();
    if (this.#desk !== undefined) return;
    this.#say({ kind: 'greet' });
    this.#watchSilence();
  }

  /** The page goes, or falls asleep: a tab that is awake takes its place. */
  sleep(): void {
    this.#silence?.cancel();
    this.#hiddenLeader?.cancel();
    this.#stepDown();
    this.#met?.leadership.resign();
  }

  /** The tab was brought to the front, or went behind another one. */
  visibilityChanged(): void {
    if (this.#desk === undefined) this.#watchHiddenLeader();
    else this.#tell();
  }

  led(): void {
    this.#silence?.cancel();
    this.#hiddenLeader?.cancel();
    this.#followed = undefined;
    this.#leader = undefined;
    this.#desk = this.#parts.lead(this.#record, () => this.#tell());
    for (const [what, why] of this.#degraded) this.#desk.degraded(what, why);
    this.#degraded.clear();
    for (const [id, { ask, done }] of this.#waiting) {
      this.#waiting.delete(id);
      // What was begun by the tab that led until now is told by events.
      if (this.#taken.includes(id)) done.resolve({ ok: true });
      else void this.#desk.do(ask).then(done.resolve);
    }
    this.#tell();
  }

  deposed(): void {
    // The tab that leads now has told how things are: nobody should hear it from this one.
    this.#desk?.close();
    this.#desk = undefined;
    this.wake();
  }

  perform(action: UiAction): void {
    if (this.#startFailed && action.type === 'toggleAvailability') void this.start();
    else void this.#ask({ by: 'agent', action }).then(this.#parts.give);
  }

  interactionCommand(command: InteractionCommand): Promise<CommandOutcome> {
    return this.#ask({ by: 'interactionCommand', command });
  }

  agentCommand(command: string): Promise<CommandOutcome> {
    return this.#ask({ by: 'agentCommand', command });
  }

  outgoingCall(call: OutgoingCall): void {
    void this.#ask({ by: 'outgoingCall', call });
  }

  dataUpdated(update: DataUpdate): void {
    void this.#ask({ by: 'dataUpdate', update });
  }

  degraded(what: string, why: string): void {
    this.#parts.log(`${what}: ${why}`);
    if (this.#desk === undefined) this.#degraded.set(what, why);
    else this.#desk.degraded(what, why);
  }

  #ask(ask: Ask): Promise<CommandOutcome> {
    if (this.#desk !== undefined) return this.#desk.do(ask);
    const id = this.#parts.ids.newId();
    const done = deferred<CommandOutcome>();
    this.#waiting.set(id, { ask, done });
    if (this.#met !== undefined) {
      this.#say({ kind: 'ask', id, ask });
      this.#watchSilence();
    }
    return done.promise;
  }

  #hear(message: TabMessage): void {
    switch (message.kind) {
      case 'record':
        return this.#desk === undefined ? this.#follow(message) : undefined;
      case 'answer':
        this.#waiting.get(message.id)?.done.resolve(message.outcome);
        this.#waiting.delete(message.id);
        return;
      case 'greet':
        return this.#desk === undefined ? undefined : this.#tellNow();
      case 'ask':
        return this.#desk === undefined ? undefined : void this.#take(message.id, message.ask, this.#desk);
      case 'yield':
        return this.#yield(message.leader);
    }
  }

  #follow({ leader, hidden, record }: Extract<TabMessage, { kind: 'record' }>): void {
    const { fusion, memory, storage, log } = this.#parts;
    const isNew = leader !== this.#leader?.id;
    this.#silence?.cancel();
    this.#leader = { id: leader, hidden };
    this.#record = record;
    this.#taken = record.taken;
    memory.adopt(record.told);
    storage.save(this.#agent, record);
    this.#view.next(record.state);
    this.#followed ??= new FollowedAgent(fusion, log);
    this.#followed.follow(record.state);
    this.#watchHiddenLeader();
    if (!isNew) return;
    for (const [id, { ask }] of this.#waiting) {
      if (!record.taken.includes(id)) this.#say({ kind: 'ask', id, ask });
    }
  }

  /** Kept in the record from this moment on: whoever leads after this tab will not begin it a second time. */
  async #take(id: string, ask: Ask, desk: LeadingDesk): Promise<void> {
    if (this.#taken.includes(id)) return;
    this.#taken = [...this.#taken, id].slice(-MOST_TAKEN);
    const outcome = desk.do(ask);
    this.#tellNow();
    this.#say({ kind: 'answer', id, outcome: await outcome });
  }

  /** Between calls only: what Fusion is being told of one must not be torn apart for the sake of being seen. */
  #yield(leader: string): void {
    const state = this.#desk?.state;
    if (leader !== this.#id || state === undefined || !this.#parts.isHidden()) return;
    if (live(state).length > 0 || state.placing !== undefined || state.availability.phase === 'leaving') return;
    this.#stepDown();
    this.#met?.leadership.resign();
    this.wake();
  }

  #stepDown(): void {
    const desk = this.#desk;
    if (desk === undefined) return;
    this.#tellNow();
    this.#desk = undefined;
    desk.close();
  }

  /** Once for all that one message changed. */
  #tell(): void {
    if (this.#telling) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      this.#tellNow();
    });
  }

  #tellNow(): void {
    if (this.#desk === undefined) return;
    const record = this.#desk.record(this.#taken);
    this.#record = record;
    this.#view.next(record.state);
    this.#parts.storage.save(this.#agent, record);
    this.#say({ kind: 'record', leader: this.#id, hidden: this.#parts.isHidden(), record });
  }

  #say(message: TabMessage): void {
    this.#met?.wire.say(message);
  }

  #show(change: Partial<ToolbarState>): void {
    this.#view.next({ ...INITIAL_STATE, ...change });
  }

  /** A tab that hangs holds the lock as if it led. */
  #watchSilence(): void {
    this.#silence?.cancel();
    this.#silence = this.#parts.clock.after('tabs.silence', SILENT_LEADER_MS, () => this.#met?.leadership.seize());
  }

  /** Browsers slow down what nobody sees, and throw it away when they need room. */
  #watchHiddenLeader(): void {
    const leader = this.#leader;
    this.#hiddenLeader?.cancel();
    if (leader?.hidden !== true || this.#parts.isHidden()) return;
    this.#hiddenLeader = this.#parts.clock.after('tabs.hidden-leader', HIDDEN_LEADER_MS, () => {
      this.#say({ kind: 'yield', leader: leader.id });
      this.#watchHiddenLeader();
    });
  }
}
