/** A world with agents who have room for many chats, of one service that lets nobody go. */
export function chatWorld(agents: number, rest: object): object {
  return {
    defaultAgent: 'a0',
    agents: Array.from({ length: agents }, (_, n) => ({
      agentId: `a${n}`,
      name: `Agent ${n}`,
      dn: `${100_000 + n}`,
      queues: [],
      chat: { capacity: 100 },
    })),
    queues: [],
    extensions: [],
    subscribers: [],
    contacts: [],
    chat: { services: [{ name: 'bench', options: { inactivity: { alertMs: 0 } } }] },
    ...rest,
  };
}
