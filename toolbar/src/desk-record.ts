import { fits, isRecord, type Shape } from '@fusion-cti/protocol';
import { isRemembered, type RememberedContact } from './fusion/contact-memory.js';
import { INITIAL_STATE, type ToolbarState } from './state/toolbar-state.js';
import type { LineRecord } from './vendor/line-record.js';

/** Pages of another version of the toolbar may have been left open, and may have left something behind. */
const VERSION = 2;

/** All that another page needs to show what this one shows, and to go on where it was. */
export interface DeskRecord {
  readonly version: typeof VERSION;
  readonly state: ToolbarState;
  /** Absent: there is no line, and none is to be opened. */
  readonly line?: LineRecord;
  /** What Fusion has been told. */
  readonly told: readonly RememberedContact[];
  /** What the tabs that follow asked for last, and what was begun therefore. Ids, newest last. */
  readonly taken: readonly string[];
}

const RECORD_SHAPE = {
  version: 'number',
  state: 'object',
  line: 'object?',
  told: 'list',
  taken: 'list',
} as const satisfies Shape;
const STATE_SHAPE = {
  availability: 'object',
  hops: 'object',
  connection: 'object',
  line: 'object',
  contacts: 'list',
  notices: 'list',
  directory: 'list',
  dispositions: 'list',
} as const satisfies Shape;
const LINE_SHAPE = {
  level: ['ours', 'published'],
  known: 'object?',
  agent: 'object',
  unanswered: 'list',
  knocked: 'boolean?',
} as const satisfies Shape;

export function deskRecord(parts: Omit<DeskRecord, 'version'>): DeskRecord {
  return { version: VERSION, ...parts };
}

/** Whether a page of this version wrote it: then it is what its type says. */
export function isDeskRecord(value: unknown): value is DeskRecord {
  return (
    fits(RECORD_SHAPE, value) &&
    value.version === VERSION &&
    fits(STATE_SHAPE, value.state) &&
    (value.line === undefined || fits(LINE_SHAPE, value.line)) &&
    value.told.every(isRemembered) &&
    value.taken.every((id) => typeof id === 'string')
  );
}

/** What is shown until the line is back: all that was known, and nothing that nobody can vouch for now. */
export function stateToGoOnWith(record: DeskRecord | undefined): ToolbarState {
  if (record === undefined) return INITIAL_STATE;
  const { state } = record;
  if (record.line === undefined) return { ...INITIAL_STATE, placing: state.placing };
  const { phase } = state.availability;
  const availability =
    phase === 'available' || phase === 'leaving'
      ? ({ phase: 'connecting', step: 'session' } as const)
      : state.availability;
  // How to try something again is known to the page that failed, so what it failed at goes with it.
  return { ...INITIAL_STATE, ...state, availability, connection: { status: 'connecting' }, notices: [] };
}

/** Where a page can leave something for the next page in the same tab. */
export interface RecordFrame {
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

const KEY = 'fusion-cti.desk';

/**
 * The record, for this tab after a reload. Session storage belongs to this origin and this tab and ends with it: the
 * session's secret in it opens no more than the page that wrote it could, and is worth nothing a minute after the tab.
 */
export class RecordStorage {
  readonly #frame: RecordFrame;

  constructor(frame: RecordFrame) {
    this.#frame = frame;
  }

  /** `agent`: whose desk it is; `undefined` asks for anybody's. */
  load(agent?: string): DeskRecord | undefined {
    try {
      const left: unknown = JSON.parse(this.#frame.sessionStorage.getItem(KEY) ?? 'null');
      if (!isRecord(left) || (agent !== undefined && left.agent !== agent)) return undefined;
      return isDeskRecord(left.record) ? left.record : undefined;
    } catch {
      return undefined; // A browser that keeps nothing for framed pages: a reload then begins anew.
    }
  }

  save(agent: string, record: DeskRecord): void {
    try {
      // Without a line there is nothing to go on with, but a call that somebody still waits for.
      const isOver = record.line === undefined && record.state.placing === undefined;
      if (isOver) this.#frame.sessionStorage.removeItem(KEY);
      else this.#frame.sessionStorage.setItem(KEY, JSON.stringify({ agent, record }));
    } catch {
      // As above. It was said once, for the contacts.
    }
  }
}
