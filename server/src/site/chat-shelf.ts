import type { AgentMemory, ChatEvent, ChatMemory, ChatTimer, KeptChat } from '../chat/index.js';
import type { Seal } from '../runtime/seal.js';
import { append, put, remove, type Store, type Write } from '../runtime/store/index.js';

/** Everything about a chat but its lines. */
export interface ChatRecord {
  readonly memory: ChatMemory;
  readonly timers: readonly KeptTimer[];
  /** What the face of its customer has to know of it; `undefined` when no face could find it again. */
  readonly part: unknown;
}

export interface KeptTimer {
  readonly timer: ChatTimer;
  /** Milliseconds since 1970. */
  readonly dueAt: number;
}

export interface FileChange {
  readonly chatId: string;
  readonly fileId: string;
  /** `undefined`: it is deleted. */
  readonly content: Buffer | undefined;
}

/** What has changed since the last time, each thing as it is now. */
export interface Changes {
  readonly files: readonly FileChange[];
  /** `lines`: those that are new. */
  readonly chats: readonly { readonly record: ChatRecord; readonly lines: readonly ChatEvent[] }[];
  readonly gone: readonly string[];
  readonly agents: readonly AgentMemory[];
}

/** All that is kept. */
export interface ShelfContent {
  readonly chats: readonly (KeptChat & ChatRecord)[];
  readonly agents: readonly AgentMemory[];
  readonly files: readonly { readonly chatId: string; readonly fileId: string; readonly content: Buffer }[];
}

const TERM = 'chats/term';
const CHAT = 'chats/chat/';
const LINES = 'chats/lines/';
const FILE = 'chats/file/';
const AGENT = 'chats/agent/';
/** Chats that are forgotten, whose lines are still to be dropped. */
const GONE = 'chats/gone/';

/** Sealed text is four thirds as long, and a character has up to three bytes: below what a store takes as one text. */
const LINES_CHARACTERS = 200_000;
const CHUNK_BYTES = 700_000;
/** Below what a store takes at once. */
const COMMIT_BYTES = 3_000_000;
const COMMIT_WRITES = 500;
const PAGE = 200;
/** Chunks are large. */
const FILE_PAGE = 4;

/** Writes that have to be done together. */
type Bundle = readonly Write[];

export interface Commit {
  /** No other has it. */
  readonly name: string;
  readonly writes: readonly Write[];
}

/**
 * Chats in a store. One process keeps chats at a time: the latest to open the shelf has it, and what an earlier one
 * writes afterwards is refused.
 */
export class ChatShelf {
  readonly #store: Store;
  readonly #seal: Seal;
  readonly #name: string;
  readonly #chunks = new Map<string, number>();
  #version = 0;
  #commits = 0;

  /** @param name of this process: no other has the same, whenever it runs */
  constructor(store: Store, seal: Seal, name: string) {
    this.#store = store;
    this.#seal = seal;
    this.#name = name;
  }

  /**
   * Takes the shelf over, and reads all of it.
   * @throws Error when it was sealed with another key, or does not fit together
   */
  async open(): Promise<ShelfContent> {
    const [version = 0] = await this.#store.commit(put(TERM, this.#name));
    this.#version = version;
    for (const { key } of await this.#all(GONE)) await this.#drop(key.slice(GONE.length));
    const chats: (KeptChat & ChatRecord)[] = [];
    for (const { key, text } of await this.#all(CHAT)) chats.push(await this.#read(key, text));
    chats.sort((a, b) => a.memory.openedAt - b.memory.openedAt);
    const agents = (await this.#all(AGENT)).map(({ key, text }) => this.#open(key, text) as AgentMemory);
    const known = chats.flatMap(({ memory: { chatId, files } }) =>
      files.filter(({ deleted }) => !deleted).map(({ fileId }) => `${chatId}/${fileId}`),
    );
    return { chats, agents, files: await this.#files(new Set(known)) };
  }

  /** What is to be written of changes, in this order: no file is told of before it is there. */
  commitsOf({ files, chats, gone, agents }: Changes): readonly Commit[] {
    const added = files.flatMap(({ chatId, fileId, content }) =>
      content === undefined ? [] : this.#fileBundles(`${chatId}/${fileId}`, content),
    );
    const deleted = files.flatMap(({ chatId, fileId, content }) =>
      content === undefined ? [this.#removals(`${chatId}/${fileId}`)] : [],
    );
    const bundles = [
      ...added,
      ...chats.map(({ record, lines }) => this.#chatBundle(record, lines)),
      ...agents.map((agent) => [this.#put(AGENT + agent.agentId, agent)]),
      ...deleted,
      ...gone.map((chatId) => this.#goneBundle(chatId)),
    ];
    return packed(bundles).map((writes) => ({ writes, name: `${this.#name} ${(this.#commits += 1)}` }));
  }

  /**
   * Writes all of it or nothing. One that was written already is not written again.
   * @throws CodedError `store-conflict` when another process has the shelf now, `store-unavailable` when it is to be
   * tried again
   */
  async commit({ name, writes }: Commit): Promise<void> {
    try {
      const [version = 0] = await this.#store.commit(put(TERM, name, { ifVersion: this.#version }), ...writes);
      this.#version = version;
    } catch (error) {
      // A store that broke down may have done it before.
      const found = await this.#store.records.get(TERM);
      if (found?.text !== name) throw error;
      this.#version = found.version;
    }
  }

  /** Removes what is left of chats that are gone. */
  async sweep(gone: readonly string[]): Promise<void> {
    for (const chatId of gone) await this.#drop(chatId);
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  #chatBundle(record: ChatRecord, lines: readonly ChatEvent[]): Bundle {
    const { chatId } = record.memory;
    const log = LINES + chatId;
    const texts = textsOf(lines).map((text) => this.#seal.close(text, log));
    return [...(texts.length === 0 ? [] : [append(log, texts)]), this.#put(CHAT + chatId, record)];
  }

  #goneBundle(chatId: string): Bundle {
    const files = [...this.#chunks.keys()].filter((name) => name.startsWith(`${chatId}/`));
    return [remove(CHAT + chatId), put(GONE + chatId, ''), ...files.flatMap((name) => this.#removals(name))];
  }

  /** A large file takes more than one commit; nobody is told of it before the last. */
  #fileBundles(name: string, content: Buffer): readonly Bundle[] {
    const chunks = Math.max(1, Math.ceil(content.length / CHUNK_BYTES));
    this.#chunks.set(name, chunks);
    return Array.from({ length: chunks }, (_, n) => {
      const key = chunkKey(name, n);
      return [put(key, this.#seal.close(content.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES), key))];
    });
  }

  #removals(name: string): Bundle {
    const chunks = this.#chunks.get(name) ?? 0;
    this.#chunks.delete(name);
    return Array.from({ length: chunks }, (_, n) => remove(chunkKey(name, n)));
  }

  #put(key: string, content: unknown): Write {
    return put(key, this.#seal.close(JSON.stringify(content), key));
  }

  #open(key: string, text: string): unknown {
    return JSON.parse(this.#seal.open(text, key));
  }

  async #drop(chatId: string): Promise<void> {
    await this.#store.logs.drop(LINES + chatId);
    await this.#store.commit(remove(GONE + chatId));
  }

  async #all(prefix: string): Promise<readonly { readonly key: string; readonly text: string }[]> {
    const found: { readonly key: string; readonly text: string }[] = [];
    for (;;) {
      const page = await this.#store.records.list(prefix, found.at(-1)?.key ?? '', PAGE);
      found.push(...page);
      if (page.length < PAGE) return found;
    }
  }

  async #read(key: string, text: string): Promise<KeptChat & ChatRecord> {
    const record = this.#open(key, text) as ChatRecord;
    const { chatId, nextIndex } = record.memory;
    const log = LINES + chatId;
    const transcript: ChatEvent[] = [];
    for (let after = 0; ;) {
      const { entries, last } = await this.#store.logs.read(log, after, PAGE);
      for (const entry of entries) transcript.push(...(this.#open(log, entry.text) as ChatEvent[]));
      after = entries.at(-1)?.seq ?? last;
      if (after >= last) break;
    }
    if (transcript.length !== nextIndex - 1) {
      throw new Error(`Of chat ${chatId} ${transcript.length} lines are kept, and not ${nextIndex - 1}`);
    }
    return { ...record, transcript };
  }

  /** @param known those that belong to a chat; others are left of an upload that nobody was told of */
  async #files(known: ReadonlySet<string>): Promise<ShelfContent['files']> {
    const chunks = new Map<string, Buffer[]>();
    for (let after = ''; ;) {
      const page = await this.#store.records.list(FILE, after, FILE_PAGE);
      for (const { key, text } of page) {
        const name = key.slice(FILE.length, key.lastIndexOf('/'));
        if (known.has(name)) chunks.set(name, [...(chunks.get(name) ?? []), this.#seal.openBytes(text, key)]);
        else await this.#store.commit(remove(key));
      }
      after = page.at(-1)?.key ?? '';
      if (page.length < FILE_PAGE) break;
    }
    return Array.from(chunks, ([name, parts]) => {
      this.#chunks.set(name, parts.length);
      const [chatId = '', fileId = ''] = name.split('/');
      return { chatId, fileId, content: Buffer.concat(parts) };
    });
  }
}

/** Keys sort as their numbers do. */
function chunkKey(name: string, n: number): string {
  return `${FILE}${name}/${String(n).padStart(6, '0')}`;
}

/** Lines as few texts of a size that a store takes. */
function textsOf(lines: readonly ChatEvent[]): readonly string[] {
  const texts: string[] = [];
  let some: string[] = [];
  let characters = 0;
  for (const line of lines.map((event) => JSON.stringify(event))) {
    if (characters + line.length > LINES_CHARACTERS && some.length > 0) {
      texts.push(`[${some.join(',')}]`);
      some = [];
      characters = 0;
    }
    some.push(line);
    characters += line.length;
  }
  return some.length === 0 ? texts : [...texts, `[${some.join(',')}]`];
}

/** Bundles as few commits of a size that a store takes. */
function packed(bundles: readonly Bundle[]): readonly Bundle[] {
  const commits: Write[][] = [];
  let bytes = Infinity;
  for (const bundle of bundles) {
    const size = bundle.reduce((sum, write) => sum + sizeOf(write), 0);
    const last = commits.at(-1) ?? [];
    if (bytes + size > COMMIT_BYTES || last.length + bundle.length > COMMIT_WRITES) {
      commits.push([...bundle]);
      bytes = size;
    } else {
      last.push(...bundle);
      bytes += size;
    }
  }
  return commits;
}

function sizeOf(write: Write): number {
  if (write.kind === 'append') return write.texts.reduce((sum, text) => sum + text.length, 0);
  return write.kind === 'put' ? write.text.length : 0;
}
