import { commandTypeOf, type EventFrame, type HelloFrame, type SnapshotFrame } from '@fusion-cti/protocol';
import type { IntegrationEventsHandler } from '../fusion/integrationEventsHandler.js';
import type { Clock } from '../state/clock.js';
import { agentAfter } from './agent-after.js';
import type { AgentStateRequest } from './agent-state-request.js';
import { tellCall } from './call-handlers.js';
import { FrameReader, type ProtocolLevel } from './frame-reader.js';
import type { AgentAtSwitch } from './line-record.js';
import { readSnapshot } from './snapshot-reader.js';

export interface LineTellerParts {
  readonly events: IntegrationEventsHandler;
  readonly stateRequest: AgentStateRequest;
  readonly clock: Clock;
}

/** Tells the rest of the toolbar what a line says, and knows how the agent is thereby. */
export class LineTeller {
  readonly #parts: LineTellerParts;
  #reader = new FrameReader('published');
  #knowsCalls = true;
  #agent: AgentAtSwitch = { state: 'Null' };

  constructor(parts: LineTellerParts) {
    this.#parts = parts;
  }

  get agent(): AgentAtSwitch {
    return this.#agent;
  }

  /** Whether anybody could say how the calls are when they were told last. */
  get knowsCalls(): boolean {
    return this.#knowsCalls;
  }

  /** As another page knew the agent. */
  goOnWith(agent: AgentAtSwitch): void {
    this.#agent = agent;
  }

  /** A line has been entered. At the published level every one of them is a new one. */
  begins(level: ProtocolLevel): void {
    this.#reader = new FrameReader(level);
    if (level === 'published') this.#agent = { state: 'Null' };
  }

  greeted({ commands: names, agentId, agentName, dn, notReadyReasons = [] }: HelloFrame): void {
    const commands = names.flatMap((name) => (typeof name === 'string' ? (commandTypeOf(name) ?? []) : []));
    this.#reader.knows(notReadyReasons);
    this.#parts.events.connectionOpened({ level: 'ours', commands, agentId, agentName, dn, notReadyReasons });
  }

  /** The call with this id is the agent's own, whatever frames say. */
  dialled(eventId: string): void {
    this.#reader.dialled(eventId);
  }

  /** All but how the agent is: that counts only when nothing more is to come. */
  snapshot(frame: SnapshotFrame): void {
    const { events, clock } = this.#parts;
    const { agent, calls, line } = readSnapshot(frame, this.#reader.reasons, clock.now());
    const { chats, chatAgent, lineUnknown } = frame;
    this.#agent = agent;
    this.#knowsCalls = lineUnknown !== true;
    // Where nobody can say how the calls are, they stay as they were known last, and are not vouched for.
    if (this.#knowsCalls) {
      events.snapshotHandler(calls);
      events.lineTold(line);
    }
    if (chats === undefined) return;
    events.chatsTold({ eventName: 'snapshot', chats, ...(chatAgent !== undefined && { chatAgent }) });
  }

  event(frame: EventFrame): void {
    const { events, stateRequest, clock } = this.#parts;
    const event = this.#reader.read(frame);
    if (event === undefined) return;
    this.#agent = agentAfter(event, clock.now()) ?? this.#agent;
    switch (event.kind) {
      case 'ready':
        stateRequest.arrived('ready');
        return events.makeAgentAvailable();
      case 'notReady':
        stateRequest.arrived('notReady');
        return events.makeAgentUnavailable(event.absence, event.lastsMs);
      case 'loggedOut':
        stateRequest.arrived('notReady');
        return events.agentLoggedOut();
      case 'line':
        return events.lineTold(event.changes);
      case 'call':
        return tellCall(events, event.event);
    }
  }
}
