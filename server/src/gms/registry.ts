import type { GmsSession } from './session.js';

/** The customers' sessions, by chat and by every key that is good. */
export class SessionRegistry {
  readonly #byChat = new Map<string, GmsSession>();
  readonly #byKey = new Map<string, GmsSession>();

  get all(): Iterable<GmsSession> {
    return this.#byChat.values();
  }

  add(session: GmsSession): void {
    this.#byChat.set(session.chatId, session);
    this.newKey(session);
  }

  /** One that went on in another process. @param open whether its keys are good */
  resume(session: GmsSession, open: boolean): void {
    this.#byChat.set(session.chatId, session);
    if (open) for (const key of session.keys) this.#byKey.set(key, session);
  }

  /** Whether its keys are good. */
  isOpen(session: GmsSession): boolean {
    return this.#byKey.get(session.secureKey) === session;
  }

  ofChat(chatId: string): GmsSession | undefined {
    return this.#byChat.get(chatId);
  }

  ofKey(secureKey: string): GmsSession | undefined {
    return this.#byKey.get(secureKey);
  }

  newKey(session: GmsSession): void {
    const { key, revoked } = session.newKey();
    this.#byKey.set(key, session);
    for (const old of revoked) this.#byKey.delete(old);
  }

  /** The chat may still be looked at, but nobody can act in it any more. */
  revokeKeys({ keys }: GmsSession): void {
    for (const key of keys) this.#byKey.delete(key);
  }

  remove(session: GmsSession): void {
    this.revokeKeys(session);
    this.#byChat.delete(session.chatId);
    for (const listener of session.listeners) listener.context.sessions.delete(session);
    session.listeners.clear();
  }

  clear(): void {
    for (const session of [...this.#byChat.values()]) this.remove(session);
  }
}
