import type { KnownMember, Member } from './conversation.js';
import type { Draft } from './draft.js';
import { guestGone } from './ending.js';
import type { StreamEvent } from './inputs.js';

const REMEMBERED_CHANGES = 8;

type MemberChange = Extract<StreamEvent, { kind: 'member' }>;

/** Who is who; nothing happens by it. */
export function meet(draft: Draft, members: readonly Member[]): void {
  const { chat } = draft;
  for (const member of members) {
    const known = draft.member(member.id);
    const { role, name, avatarUrl } = member;
    if (known !== undefined) draft.change(known, { role, name, avatarUrl });
    else
      chat.members = [
        ...chat.members,
        { ...member, state: 'DISCONNECTED', present: false, changedAt: 0, leftAt: 0, changes: [] },
      ];
  }
}

/** Somebody's state, as the stream tells it: again and again, late, and not always in order. */
export function memberChanged(draft: Draft, { memberId, state, at }: MemberChange): void {
  const member = draft.member(memberId);
  if (member === undefined) {
    draft.chat.ignored += 1;
    return;
  }
  const change = `${state} ${at}`;
  const isStale = at < member.changedAt || (member.leftAt > 0 && at <= member.leftAt && state !== 'DISCONNECTED');
  if (isStale || member.changes.includes(change)) {
    draft.chat.duplicates += 1;
    return;
  }
  const changes = [...member.changes, change].slice(-REMEMBERED_CHANGES);
  becomes(draft, draft.change(member, { changedAt: at, changes }), state);
}

/** What the list of members says, after a break: what the stream would have told. */
export function repair(draft: Draft, members: readonly Member[]): void {
  for (const { id, state, hasLeft } of members) {
    const known = draft.member(id);
    if (known === undefined || draft.isOver) continue;
    if (hasLeft && known.present) agentLeft(draft, known, momentOf(known));
    else becomes(draft, known, state, hasLeft);
  }
}

/** The agent is there, and the user is told so once. */
export function joined(draft: Draft, agent: KnownMember): void {
  const { chat } = draft;
  const { [agent.id]: _grace, ...graces } = chat.graces;
  chat.graces = graces;
  if (agent.present) return;
  // Whoever comes so soon after the last one has gone was handed the chat.
  transferSeen(draft);
  const present = draft.change(agent, { present: true, leftAt: 0 });
  draft.cancel('settle', 'successor', 'wait');
  draft.move('agent-joined', present);
}

/** The agent has left on purpose. */
export function agentLeft(draft: Draft, agent: KnownMember, at: number): void {
  const wasPresent = agent.present;
  away(draft, agent, at);
  if (!wasPresent || hasAgents(draft)) return;
  if (!draft.move('last-agent-left')) return;
  // A chat that ends has this moment too: the user hears of a transfer only when there is one.
  draft.setDeadline('settle', draft.rules.settleMs);
  draft.setDeadline('successor', draft.rules.successorMs);
}

/** Somebody else is asked, or the guest has stayed long enough: it is a transfer. */
export function transferSeen(draft: Draft): void {
  if (!draft.hasDeadline('settle')) return;
  draft.cancel('settle');
  draft.move('transfer-seen', lastAgent(draft));
}

export function noSuccessor(draft: Draft): void {
  draft.move('no-successor', lastAgent(draft));
  waitsAgain(draft);
}

/** The agent did not come back. */
export function graceOver(draft: Draft, memberId: string): void {
  const agent = draft.member(memberId);
  if (agent === undefined) return;
  away(draft, agent, momentOf(agent));
  if (hasAgents(draft)) return;
  draft.move('agent-lost', agent);
  waitsAgain(draft);
}

/** Begins the longest wait for an agent. */
export function waitsAgain(draft: Draft): void {
  if (draft.rules.maxWaitMs > 0) draft.setDeadline('wait', draft.rules.maxWaitMs);
}

function becomes(draft: Draft, member: KnownMember, state: Member['state'], hasLeft = false): void {
  const before = member.state;
  const now = draft.change(member, { state });
  if (now.id === draft.chat.guestId) {
    if (state === 'CONNECTED') draft.chat.guestWasThere = true;
    // Before its stream is attached a guest is not there yet, and that is no end.
    else if (state === 'DISCONNECTED' && (draft.chat.guestWasThere || hasLeft)) guestGone(draft);
    return;
  }
  if (now.role === 'AGENT') agentBecomes(draft, now, before);
  else if (state === 'CONNECTED' && before !== 'CONNECTED') transferSeen(draft);
}

function agentBecomes(draft: Draft, agent: KnownMember, before: Member['state']): void {
  switch (agent.state) {
    case 'CONNECTED':
      joined(draft, agent);
      return;
    case 'ALERTING':
      transferSeen(draft);
      draft.move('agent-alerting');
      return;
    case 'DISCONNECTED':
      if (agent.present) {
        const until = draft.chat.graces[agent.id] ?? draft.now + draft.rules.graceMs;
        draft.chat.graces = { ...draft.chat.graces, [agent.id]: until };
      } else if (before === 'ALERTING' && !draft.chat.members.some((one) => one.state === 'ALERTING')) {
        draft.move('offer-over');
      }
  }
}

function away(draft: Draft, agent: KnownMember, at: number): void {
  const { [agent.id]: _grace, ...graces } = draft.chat.graces;
  draft.chat.graces = graces;
  draft.change(agent, { present: false, leftAt: at });
}

/** Times are compared with others of the other side, never with one's own clock. */
function momentOf({ changedAt }: KnownMember): number {
  return Math.max(1, changedAt);
}

function hasAgents({ chat }: Draft): boolean {
  return chat.members.some(({ present }) => present);
}

function lastAgent({ chat }: Draft): KnownMember | undefined {
  return chat.members
    .filter(({ role, leftAt }) => role === 'AGENT' && leftAt > 0)
    .reduce<KnownMember | undefined>(
      (last, one) => (last !== undefined && last.leftAt > one.leftAt ? last : one),
      undefined,
    );
}
