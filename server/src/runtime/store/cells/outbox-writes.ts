import { CodedError } from '../../coded-error.js';
import type { Claim, WriteOf } from '../writes.js';
import { numberAt, Shelf } from './cells.js';
import { nextNumber, type Scene, type WriteRule } from './write-rule.js';

/** What waits, in lines. Key: outbox, key, id. */
export const LINES = new Shelf<[at: number, taken: number, turnAt: number, text: string]>('line');
/**
 * When the first item of a line may be taken, again or at all: one cell a line, so that it is known without looking at
 * any line whose time has not come. Key: outbox, moment, key.
 */
export const TURNS = new Shelf<[]>('turn');
/** Key: outbox, id. */
export const BURIED = new Shelf<
  [key: string, at: number, taken: number, buriedAt: number, reason: string, text: string]
>('buried');

export const ENQUEUE: WriteRule<WriteOf<'enqueue'>> = {
  apply: (scene, { outbox, key, text }) => {
    const { cells, now } = scene;
    const id = nextNumber(scene);
    const isFirst = LINES.range(cells, [outbox, key], { limit: 1 }).length === 0;
    LINES.put(cells, [outbox, key, id], [now, 0, now, text]);
    if (isFirst) TURNS.put(cells, [outbox, now, key], []);
    return id;
  },
};

export const ACKNOWLEDGE: WriteRule<WriteOf<'acknowledge'>> = {
  check: (scene, { claim }) => void claimed(scene, claim),
  apply: (scene, { claim }) => {
    end(scene, claim);
    return 0;
  },
};

export const RETRY: WriteRule<WriteOf<'retry'>> = {
  check: (scene, { claim }) => void claimed(scene, claim),
  apply: (scene, { claim, at: againAt }) => {
    const { outbox, key, id } = claim;
    const [at, taken, turnAt, text] = claimed(scene, claim);
    TURNS.remove(scene.cells, outbox, turnAt, key);
    TURNS.put(scene.cells, [outbox, againAt, key], []);
    LINES.put(scene.cells, [outbox, key, id], [at, taken, againAt, text]);
    return 0;
  },
};

export const BURY: WriteRule<WriteOf<'bury'>> = {
  check: (scene, { claim }) => void claimed(scene, claim),
  apply: (scene, { claim, reason }) => {
    const { outbox, key, id } = claim;
    const [at, taken, , text] = claimed(scene, claim);
    BURIED.put(scene.cells, [outbox, id], [key, at, taken, scene.now, reason, text]);
    end(scene, claim);
    return 0;
  },
};

export const DISCARD: WriteRule<WriteOf<'discard'>> = {
  apply: ({ cells }, { outbox, id }) => {
    BURIED.remove(cells, outbox, id);
    return 0;
  },
};

/** @throws CodedError `store-claim-lost` when it has ended, or was taken again */
function claimed({ cells }: Scene, { outbox, key, id, attempt }: Claim) {
  const item = LINES.get(cells, outbox, key, id);
  if (attempt === 0 || item?.[1] !== attempt)
    throw new CodedError('store-claim-lost', { details: `item ${id} of ${outbox}` });
  return item;
}

/** Takes the item out of its line; it is the next one's turn, at once. */
function end(scene: Scene, claim: Claim): void {
  const { cells, now } = scene;
  const { outbox, key, id } = claim;
  const [, , turnAt] = claimed(scene, claim);
  LINES.remove(cells, outbox, key, id);
  TURNS.remove(cells, outbox, turnAt, key);
  const [next] = LINES.range(cells, [outbox, key], { limit: 1 });
  if (next === undefined) return;
  const [at, taken, , text] = next.cell;
  LINES.put(cells, [outbox, key, numberAt(next.rest, 0)], [at, taken, now, text]);
  TURNS.put(cells, [outbox, now, key], []);
}
