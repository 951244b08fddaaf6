import type { Draft } from './draft.js';
import { guestGone } from './ending.js';
import type { ChatMessage, StreamEvent } from './inputs.js';
import { know, recognise } from './line.js';
import { agentLeft, joined, memberChanged } from './members.js';

/** Something that the stream tells. */
export function told(draft: Draft, event: StreamEvent): void {
  switch (event.kind) {
    case 'message':
      transcribed(draft, event);
      return;
    case 'member':
      memberChanged(draft, event);
      return;
    case 'typing':
      typed(draft, event.senderId);
      return;
    case 'over':
      guestGone(draft);
      return;
    case 'unknown':
      draft.chat.ignored += 1;
      return;
    case 'heartbeat':
      return;
  }
}

/** Something of the transcript, by the stream or by what was missed: whichever comes first. */
export function transcribed(draft: Draft, message: ChatMessage): void {
  const { chat } = draft;
  if (draft.isOver || chat.seen.includes(message.id)) {
    chat.duplicates += 1;
    return;
  }
  know(draft, message.id);
  if (message.senderId === chat.guestId) {
    if (message.bodyType === 'standard') recognise(draft, message.id, message.text);
    return;
  }
  const sender = draft.member(message.senderId);
  const isAgent = sender?.role === 'AGENT';
  switch (message.bodyType) {
    case 'member-leave':
      if (isAgent) agentLeft(draft, sender, message.at);
      return;
    case 'member-join':
      if (isAgent && message.at > sender.leftAt) joined(draft, sender);
      return;
    case 'standard':
    case 'notice':
      // Whoever speaks is there, whether or not the stream has told so.
      if (isAgent && message.at > sender.leftAt) joined(draft, sender);
      if (isRelayed(draft, message, isAgent || sender?.role === undefined)) publish(draft, message, isAgent);
      return;
    case 'other':
      chat.ignored += 1;
  }
}

function typed(draft: Draft, senderId: string): void {
  const sender = draft.member(senderId);
  const { chat, now, rules } = draft;
  if (draft.isOver || sender?.role !== 'AGENT' || now - chat.typingAt < rules.typingMs) return;
  draft.typing(sender);
}

/** Of whom nobody knows who it is, it is better to say too much than too little. */
function isRelayed({ rules }: Draft, { bodyType, text }: ChatMessage, isAgentOrUnknown: boolean): boolean {
  if (text === '') return false;
  if (bodyType === 'notice') return rules.relayNotices;
  return isAgentOrUnknown || rules.relayWorkflow;
}

function publish(draft: Draft, { id, text, at, senderId }: ChatMessage, isAgent: boolean): void {
  const agent = isAgent ? draft.member(senderId) : undefined;
  draft.publish({ type: 'message', messageId: id, text, at, agent });
}
