import type { RecordFrame } from '../desk-record.js';
import type { MemoryFrame } from '../fusion/contact-memory.js';

/** A frame that pages come and go in. `locked`: the browser keeps nothing for it. */
export class FakeFrame implements MemoryFrame, RecordFrame {
  name = '';
  locked = false;
  readonly kept = new Map<string, string>();

  get sessionStorage(): RecordFrame['sessionStorage'] {
    if (this.locked) throw new Error('SecurityError');
    return {
      getItem: (key) => this.kept.get(key) ?? null,
      setItem: (key, value) => void this.kept.set(key, value),
      removeItem: (key) => void this.kept.delete(key),
    };
  }
}
