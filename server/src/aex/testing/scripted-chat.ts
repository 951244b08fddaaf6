import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { CloudFault, CloudOperation } from './cloud-faults.js';

export interface ScriptedMember {
  readonly id: string;
  readonly role: 'AGENT' | 'CUSTOMER' | 'ACD' | 'WORKFLOW';
  readonly displayName: string;
  state: 'CONNECTED' | 'DISCONNECTED' | 'ALERTING';
  leaveDate?: string;
}

export interface ScriptedMessage {
  readonly id: string;
  readonly sender: { readonly id: string };
  readonly body: string;
  readonly bodyType: string;
  readonly timestamp: string;
}

/** What becomes of a frame. */
export type FrameFault = 'duplicate' | 'drop-and-cut' | 'garble' | 'late';

/** One conversation of the scripted cloud, and the hand that plays its agents. */
export class ScriptedChat {
  readonly id = randomUUID();
  readonly jwt = `guest-${randomUUID()}`;
  readonly guest: ScriptedMember;
  readonly members: ScriptedMember[];
  readonly messages: ScriptedMessage[] = [];
  readonly streams = new Set<WebSocket>();
  wasAttached = false;
  ended = false;
  isExpired = false;
  frameFault: () => FrameFault | undefined = () => undefined;
  /** Of requests about this chat. */
  callFault: (operation: CloudOperation) => CloudFault | undefined = () => undefined;
  /** Whether messages were told in another order than they were said: nobody could know. */
  wasReordered = false;
  #late: string[] = [];

  constructor(displayName: string) {
    this.guest = { id: randomUUID(), role: 'CUSTOMER', displayName, state: 'DISCONNECTED' };
    this.members = [this.guest];
  }

  /** What the agent reads. */
  get fromUser(): string[] {
    return this.messages
      .filter(({ sender, bodyType }) => sender.id === this.guest.id && bodyType === 'standard')
      .map(({ body }) => body);
  }

  /** What agents said, with their ids. */
  get fromAgents(): ScriptedMessage[] {
    return this.messages.filter(({ sender, bodyType }) => sender.id !== this.guest.id && bodyType === 'standard');
  }

  attach(webSocket: WebSocket): void {
    this.streams.add(webSocket);
    webSocket.on('close', () => this.streams.delete(webSocket));
    webSocket.on('error', () => undefined);
    if (this.wasAttached || this.ended) return;
    this.wasAttached = true;
    this.change(this.guest, 'CONNECTED');
    this.add('ACD', 'Queue', 'CONNECTED');
  }

  add(role: ScriptedMember['role'], displayName: string, state: ScriptedMember['state']): ScriptedMember {
    const member: ScriptedMember = { id: randomUUID(), role, displayName, state: 'DISCONNECTED' };
    this.members.push(member);
    this.change(member, state);
    return member;
  }

  join(displayName = 'Anna'): ScriptedMember {
    const agent = this.add('AGENT', displayName, 'ALERTING');
    this.change(agent, 'CONNECTED');
    return agent;
  }

  change(member: ScriptedMember, state: ScriptedMember['state']): void {
    member.state = state;
    const eventBody = { conversation: { id: this.id }, member: { id: member.id, state }, timestamp: now() };
    this.#tell('members', 'member-change', eventBody);
  }

  say(member: ScriptedMember, body: string, bodyType = 'standard'): ScriptedMessage {
    const message = { id: randomUUID(), sender: { id: member.id }, body, bodyType, timestamp: now() };
    this.messages.push(message);
    this.#tell('messages', 'message', { ...message, conversation: { id: this.id } });
    return message;
  }

  type(member: ScriptedMember): void {
    this.#tell('messages', 'typing-indicator', { id: randomUUID(), sender: { id: member.id }, timestamp: now() });
  }

  leave(member: ScriptedMember): void {
    member.leaveDate = now();
    this.say(member, '', 'member-leave');
    this.change(member, 'DISCONNECTED');
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.guest.leaveDate = now();
    this.change(this.guest, 'DISCONNECTED');
    for (const stream of this.streams) stream.close(1000);
  }

  heartbeat(): void {
    this.raw(JSON.stringify({ topicName: 'channel.metadata', eventBody: { message: 'WebSocket Heartbeat' } }));
  }

  raw(text: string): void {
    for (const stream of this.streams) stream.send(text);
  }

  cut(): void {
    for (const stream of this.streams) stream.terminate();
  }

  #tell(topic: string, type: string, eventBody: object): void {
    const frame = JSON.stringify({
      topicName: `v2.conversations.chats.${this.id}.${topic}`,
      version: '2',
      eventBody,
      metadata: { CorrelationId: randomUUID(), type },
    });
    const fault = this.frameFault();
    if (fault === 'drop-and-cut') return this.cut();
    if (fault === 'late') {
      this.#late.push(frame);
      this.wasReordered ||= topic === 'messages';
      return;
    }
    this.raw(fault === 'garble' ? frame.slice(0, -5) : frame);
    if (fault === 'duplicate') this.raw(frame);
    for (const late of this.#late.splice(0)) this.raw(late);
  }
}

/** Of the cloud: it never goes backwards. */
let last = 0;
function now(): string {
  last = Math.max(last + 1, Date.now());
  return new Date(last).toISOString();
}
