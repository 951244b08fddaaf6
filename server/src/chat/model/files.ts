import type { ChatPartyType } from '@fusion-cti/protocol';
import type { ChatMemory, ChatRefusal, FileDescription, FileView } from '../api.js';
import type { FileRules } from '../rules.js';
import type { Party } from './party.js';

type ChatFile = { -readonly [Field in keyof FileView]: FileView[Field] };

/** The files of a chat, as far as they are told of: their bytes are elsewhere. */
export class ChatFiles {
  readonly rules: FileRules;
  readonly #files = new Map<string, ChatFile>();
  /** Of the customer. */
  #uploads = 0;
  #uploadedBytes = 0;

  constructor(rules: FileRules) {
    this.rules = rules;
  }

  restore({ files, uploads, uploadedBytes }: Pick<ChatMemory, 'files' | 'uploads' | 'uploadedBytes'>): void {
    for (const file of files) this.#files.set(file.fileId, { ...file });
    this.#uploads = uploads;
    this.#uploadedBytes = uploadedBytes;
  }

  get all(): readonly FileView[] {
    return Array.from(this.#files.values(), (file) => ({ ...file }));
  }

  get usage(): { readonly uploads: number; readonly bytes: number; readonly downloads: number } {
    const downloads = [...this.#files.values()].reduce((sum, file) => sum + file.downloads, 0);
    return { uploads: this.#uploads, bytes: this.#uploadedBytes, downloads };
  }

  /** Why somebody may not upload a file. Agents are not limited. */
  refusal({ name, bytes }: FileDescription, type: ChatPartyType, agentIsThere: boolean): ChatRefusal | undefined {
    if (type !== 'Client') return undefined;
    const { needAgent, maxFiles, types, maxFileBytes, maxTotalBytes } = this.rules;
    if (needAgent && !agentIsThere) return 'file-needs-agent';
    if (this.#uploads >= maxFiles) return 'file-too-many';
    if (!types.includes(extensionOf(name))) return 'file-type';
    if (bytes > maxFileBytes || this.#uploadedBytes + bytes > maxTotalBytes) return 'file-too-large';
    return undefined;
  }

  add(fileId: string, documentId: string, description: FileDescription, by: Party): FileView {
    const { name, bytes, userData } = description;
    const file: ChatFile = {
      fileId,
      documentId,
      name,
      bytes,
      ...(userData !== undefined && { userData }),
      by: by.participantId,
      byType: by.type,
      downloads: 0,
      deleted: false,
    };
    this.#files.set(fileId, file);
    if (by.type === 'Client') {
      this.#uploads += 1;
      this.#uploadedBytes += bytes;
    }
    return file;
  }

  /** A file that can be downloaded. */
  find(fileId: string): FileView | undefined {
    const file = this.#files.get(fileId);
    return file?.deleted === false ? file : undefined;
  }

  /** @returns why not */
  download(fileId: string): ChatRefusal | undefined {
    const file = this.#files.get(fileId);
    if (file === undefined || file.deleted) return 'file-unknown';
    if (file.downloads >= this.rules.downloads) return 'file-downloads-used';
    file.downloads += 1;
    return undefined;
  }

  delete(fileId: string): void {
    const file = this.#files.get(fileId);
    if (file === undefined) return;
    file.deleted = true;
    if (file.byType !== 'Client' || this.rules.deleteFile === 'none') return;
    this.#uploads -= 1;
    this.#uploadedBytes -= file.bytes;
  }
}

/** In lower case, without the dot; empty when there is none. */
function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}
