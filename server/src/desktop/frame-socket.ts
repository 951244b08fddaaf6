import type { CloseReason } from '@fusion-cti/protocol';

/** What the desktop face needs of a WebSocket. */
export interface FrameSocket {
  /** Frames that belong together leave in one write. */
  send(frames: readonly string[]): void;
  close(reason: CloseReason): void;
}
