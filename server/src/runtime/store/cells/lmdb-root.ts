import { mkdirSync, realpathSync } from 'node:fs';
import { open, type RootDatabase } from 'lmdb';
import type { Cell } from './cells.js';

interface Opening {
  readonly root: Promise<RootDatabase<Cell>>;
  users: number;
}

/**
 * One opening for each folder in a process. With two, the thread that runs the program may wait for the write lock of one
 * while whoever writes through the other holds it and waits for that very thread.
 */
const openings = new Map<string, Opening>();
/** What is being closed is waited for, for the same reason. */
const closings = new Map<string, Promise<void>>();

/**
 * @param folder is made when it is not there, for this user only: what is stored is nobody else's business
 * @throws Error when the folder cannot be used
 */
export async function openRoot(
  folder: string,
): Promise<{ readonly root: RootDatabase<Cell>; readonly close: () => Promise<void> }> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const place = realpathSync(folder);
  const opening = openings.get(place) ?? { root: begin(place), users: 0 };
  openings.set(place, opening);
  opening.users += 1;
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    opening.users -= 1;
    if (opening.users > 0) {
      await (
        await opening.root
      ).flushed;
      return;
    }
    openings.delete(place);
    const closing = opening.root.then((root) => root.close());
    closings.set(place, closing);
    await closing.finally(() => {
      if (closings.get(place) === closing) closings.delete(place);
    });
  };
  try {
    return { root: await opening.root, close };
  } catch (error) {
    openings.delete(place);
    throw error;
  }
}

async function begin(place: string): Promise<RootDatabase<Cell>> {
  await closings.get(place);
  // A folder with a dot in its name would be taken for a file.
  // By default a commit answers before it is flushed. A store may answer only afterwards.
  const root = open<Cell>({ path: place, noSubdir: false, overlappingSync: false });
  // What a process that was killed was reading would keep old pages from being used again.
  root.readerCheck();
  return root;
}
