import { inParallel } from './agent-fleet.js';
import { type ChatCustomer, chatCustomer, type ChatWire } from './chat-customers.js';
import { heldPolls } from './held-polls.js';
import { patiently } from './patience.js';

export type ChatOrder =
  | {
      readonly kind: 'chatBegin';
      readonly host: string;
      readonly port: number;
      readonly wire: ChatWire;
      readonly customers: number;
    }
  /** Everybody says something as soon as they have heard what they said before. */
  | { readonly kind: 'chatTalk'; readonly seconds: number }
  | { readonly kind: 'heldPolls'; readonly host: string; readonly port: number; readonly count: number };

export interface ChatFigures {
  readonly notifications: number;
  readonly seconds: number;
}

const AT_ONCE = 50;
let customers: ChatCustomer[] = [];

export async function chatLoad(order: ChatOrder): Promise<ChatFigures> {
  switch (order.kind) {
    case 'chatBegin': {
      const { wire, host, port } = order;
      customers = Array.from({ length: order.customers }, (_, n) => chatCustomer(wire, host, port, n));
      await inParallel(customers, AT_ONCE, (customer) => patiently('the beginning of a chat', customer.begin()));
      return { notifications: 0, seconds: 0 };
    }
    case 'chatTalk':
      return talk(order.seconds);
    case 'heldPolls':
      await heldPolls(order.host, order.port, order.count);
      return { notifications: 0, seconds: 0 };
  }
}

async function talk(seconds: number): Promise<ChatFigures> {
  const start = performance.now();
  const end = start + seconds * 1000;
  let notifications = 0;
  const talking = customers.map(async (customer) => {
    while (performance.now() < end) {
      await customer.say();
      notifications += 1;
    }
  });
  await patiently('hearing of what was said', Promise.all(talking));
  return { notifications, seconds: (performance.now() - start) / 1000 };
}
