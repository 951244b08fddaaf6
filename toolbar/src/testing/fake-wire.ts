import type { TabWire } from '../tab-messages.js';

interface Page {
  heard: ((message: unknown) => void) | undefined;
}

/** The channel between the pages of one browser. What is said is copied, and heard a moment later. */
export class FakeEther {
  #pages: Page[] = [];

  page(): TabWire & { die: () => void } {
    const own: Page = { heard: undefined };
    this.#pages.push(own);
    return {
      say: (message) => {
        if (!this.#pages.includes(own)) return;
        const copy: unknown = structuredClone(message);
        for (const page of this.#pages) if (page !== own) queueMicrotask(() => page.heard?.(copy));
      },
      listen: (heard) => void (own.heard = heard),
      die: () => {
        own.heard = undefined;
        this.#pages = this.#pages.filter((page) => page !== own);
      },
    };
  }
}
