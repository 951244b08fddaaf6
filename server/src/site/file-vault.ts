/** The bytes of files, in memory and under no name that anybody gave: nothing can be reached by a path. */
export class FileVault {
  readonly #limit: number;
  readonly #chats = new Map<string, Map<string, Buffer>>();
  #bytes = 0;

  /** @param limit bytes of all files together */
  constructor(limit: number) {
    this.#limit = limit;
  }

  hasRoomFor(content: Buffer): boolean {
    return this.#bytes + content.length <= this.#limit;
  }

  put(chatId: string, fileId: string, content: Buffer): void {
    const files = this.#chats.get(chatId) ?? new Map<string, Buffer>();
    this.#chats.set(chatId, files.set(fileId, content));
    this.#bytes += content.length;
  }

  get(chatId: string, fileId: string): Buffer | undefined {
    return this.#chats.get(chatId)?.get(fileId);
  }

  delete(chatId: string, fileId: string): void {
    const files = this.#chats.get(chatId);
    this.#bytes -= files?.get(fileId)?.length ?? 0;
    files?.delete(fileId);
  }

  forgetChat(chatId: string): void {
    for (const fileId of this.#chats.get(chatId)?.keys() ?? []) this.delete(chatId, fileId);
    this.#chats.delete(chatId);
  }
}
