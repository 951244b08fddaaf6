import { expect, test } from 'vitest';
import { type Conversation, newConversation } from './conversation.js';
import { THREAD_STATES, THREAD_TABLE, threadMachine, type ThreadTrigger } from './conversation-table.js';
import { decide } from './decide.js';
import type { ThreadInput } from './inputs.js';
import { BYOC_RULES } from './rules.js';
import { textContent } from './content.js';

const CUSTOMER = { id: 'u', firstName: '', lastName: '', nickname: '', image: '' };
const message = { id: 'm', at: 0, content: textContent('x'), attachments: [], fields: [] };
const agentMessage = { id: 'a', at: 0, text: 'x', content: textContent('x'), attachments: [], author: '' };

/** Every input, as often as one likes. */
const INPUTS: readonly ThreadInput[] = [
  { kind: 'customer-wrote', message, customer: CUSTOMER },
  { kind: 'customer-typed', isTyping: true },
  { kind: 'customer-active' },
  { kind: 'customer-left' },
  { kind: 'customer-ended' },
  { kind: 'agent-wrote', message: agentMessage },
  { kind: 'agent-typed', isTyping: false },
  { kind: 'customer-got', messageId: 'a' },
  { kind: 'looked', view: { canAddMoreMessages: true, status: 'open' } },
  { kind: 'looked', view: { canAddMoreMessages: false, status: '' } },
  { kind: 'stored', contact: '7' },
  { kind: 'time' },
];

test('J-85 A thread moves along one table, nothing leaves its end, and the end is told once', () => {
  const triggers = [...new Set(THREAD_TABLE.map(({ on }) => on))] as ThreadTrigger[];
  for (const on of triggers) expect(threadMachine('ended', on)).toBeUndefined();
  expect(new Set(THREAD_TABLE.flatMap(({ from, to }) => [from, to]))).toEqual(new Set(THREAD_STATES));
  // Every sequence of three inputs, with much or no time between them.
  const walk = (conversation: Conversation, ends: number, now: number, depth: number) => {
    if (depth === 0) return;
    for (const input of INPUTS)
      for (const ms of [0, 130_000]) {
        const at = now + ms;
        const decided = decide(conversation, input, { rules: BYOC_RULES, idle: 'always', now: at });
        const told = ends + decided.events.filter(({ kind }) => kind === 'ended').length;
        expect(told).toBe(decided.conversation.state === 'ended' ? 1 : 0);
        if (decided.conversation.state === 'ended') expect(decided.conversation.dueAt).toBe(0);
        // Only what became of earlier messages.
        if (conversation.state === 'ended') expect(decided.jobs.filter(({ kind }) => kind !== 'status')).toEqual([]);
        if (decided.verdict !== 'done') expect(decided.conversation).toBe(conversation);
        walk(decided.conversation, told, at, depth - 1);
      }
  };
  walk(newConversation({ brand: 1, channel: 'c', thread: 't', customer: CUSTOMER }, 0), 0, 1, 3);
});
