import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../runtime/clock.js';
import type { Config } from '../runtime/config.js';
import { openSealedStore } from '../runtime/sealed-store.js';
import { ChatKeeper } from './chat-keeper.js';
import type { Chats } from './chats.js';
import { ChatShelf } from './chat-shelf.js';

export interface KeepChatsOptions {
  readonly chats: Chats;
  readonly config: Config;
  /** The network's time. */
  readonly wallClock: Clock;
  readonly log: FastifyBaseLogger;
  /** Another process has taken the chats over, or the store takes nothing any more. */
  readonly onLost: () => void;
}

/**
 * Goes on with the chats of the process before this one, and keeps everything from now on; faces have to be there.
 * @returns `undefined` where the configuration names no store: then chats end with the process
 * @throws ConfigError, Error when the store cannot be used
 */
export async function keepChats(options: KeepChatsOptions): Promise<ChatKeeper | undefined> {
  const { chats, config, wallClock: clock, log, onLost } = options;
  const { store, sealKey } = config.gms;
  if (store === '') return undefined;
  const opened = await openSealedStore({ store, sealKey, name: 'gms', clock });
  const shelf = new ChatShelf(opened.store, opened.seal, chats.ids.uuid());
  const content = await shelf.open();
  const keeper = new ChatKeeper({
    ...{ shelf, clock, log, onLost, answerMs: config.gms.answerMs },
    recordOf: (chatId) => chats.recordOf(chatId),
    agentOf: (agentId) => chats.agentMemory(agentId),
  });
  chats.resume(keeper, content, config.desktop.sessionGraceMs);
  log.info({ chats: content.chats.length, files: content.files.length }, 'chats go on');
  return keeper;
}
