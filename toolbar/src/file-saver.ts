import type { Clock } from './state/clock.js';

/** How long the browser may take to begin. Milliseconds. */
const KEPT_MS = 60_000;

/** Hands files to the browser to keep. They are never opened in a page: that would be a page of ours. */
export function fileSaver(page: Document, clock: Clock): (name: string, content: Blob) => void {
  return (name, content) => {
    const address = URL.createObjectURL(content);
    const link = page.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    clock.after('file.kept', KEPT_MS, () => URL.revokeObjectURL(address));
  };
}
