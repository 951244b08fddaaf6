import { failureOf, sentenceOf } from '../state/failure.js';
import type { LineControl, LineControlType } from '../state/line-control.js';
import type { NoticeBoard } from '../state/notice-board.js';
import type { Store } from '../state/store.js';
import type { ICtiVendorHandler } from '../vendor/ICtiVendorHandler.js';

export interface LineControlParts {
  readonly vendor: ICtiVendorHandler;
  readonly store: Store;
  readonly board: NoticeBoard;
}

/** What the agent reads when the vendor refuses. */
const REFUSED: Readonly<Record<LineControlType, string>> = {
  dndOn: 'Do not disturb could not be switched on',
  dndOff: 'Do not disturb is still on',
  forward: 'Your calls could not be forwarded',
  cancelForward: 'Your calls are still forwarded',
  monitor: 'You cannot listen to this colleague',
  cancelMonitor: 'You still listen to this colleague',
};

/** What is done with the line beside its calls: on to the vendor. What comes of it, events tell. */
export class LineControls {
  readonly #parts: LineControlParts;

  constructor(parts: LineControlParts) {
    this.#parts = parts;
  }

  async perform(control: LineControl): Promise<void> {
    const { vendor, board } = this.#parts;
    try {
      await vendor.controlLine(control);
      board.dismiss('line');
    } catch (error) {
      const { reason, retryable } = failureOf(error, 'service');
      const again = (): void => void this.perform(control);
      board.post('line', REFUSED[control.type], reason, retryable ? again : undefined);
    }
  }

  async lookAtColleagues(): Promise<void> {
    const { vendor, store, board } = this.#parts;
    try {
      store.dispatch({ type: 'colleagues', colleagues: await vendor.colleagues() });
      board.dismiss('colleagues');
    } catch (error) {
      board.post('colleagues', 'Nobody says what your colleagues do', sentenceOf(error));
    }
  }
}
