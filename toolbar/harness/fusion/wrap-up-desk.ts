/** Fusion's wrap-up as a record that the toolbar may read, write and save, while the agent writes in it here. */
import { DESKTOP_EVENTS, TOKENS, WRAP_UP_FIELDS } from '@oracle/uef-sdk';
import type { HostAction, HostAnswer, UefHost } from '@oracle/uef-sdk/host';
import { pairwise, startWith } from 'rxjs';
import type { WrapUp } from './engagement-desk.js';
import type { Engagement } from './fusion-state.js';
import type { FusionStore } from './fusion-store.js';
import { tokenText, type OutData } from './out-data.js';

const RECORD_TYPE = 'WrapUp';

/** Which part of an engagement each field of the record is. */
const FIELDS: Readonly<Record<string, 'resolution' | 'notes'>> = {
  [WRAP_UP_FIELDS.RESOLUTION]: 'resolution',
  [WRAP_UP_FIELDS.NOTES]: 'notes',
};

export interface WrapUpDeskParts {
  readonly store: FusionStore;
  /** Codes that the administrator has defined; another one is no value of the field. */
  readonly resolutions: () => readonly string[];
  readonly link: () => Pick<UefHost, 'sendDesktopEvent'>;
  readonly save: (eventId: string, wrapUp: WrapUp) => void;
}

export class WrapUpDesk {
  readonly #parts: WrapUpDeskParts;

  constructor(parts: WrapUpDeskParts) {
    this.#parts = parts;
    const { changes, state } = parts.store;
    changes.pipe(startWith(state), pairwise()).subscribe(([before, now]) => {
      for (const engagement of now.engagements) {
        const known = before.engagements.find(({ eventId }) => eventId === engagement.eventId);
        if (known !== undefined) this.#tellChanges(known, engagement);
      }
    });
  }

  getFields(action: HostAction): HostAnswer {
    const engagement = this.#engagementOf(action);
    if (engagement === undefined) return notFound();
    const { fields } = action.data;
    const names = Array.isArray(fields) ? fields.map(String) : [];
    const outData = names.flatMap((name) => {
      const part = FIELDS[name];
      return part === undefined ? [] : [[name, engagement[part]] as const];
    });
    return { result: 'success', outData: Object.fromEntries(outData) };
  }

  setFields(action: HostAction): HostAnswer {
    const engagement = this.#engagementOf(action);
    if (engagement === undefined) return notFound();
    const values = Object.entries(recordOf(action.data.values));
    for (const [name, value] of values) {
      if (FIELDS[name] === undefined) return refused('UNKNOWN_FIELD', `The wrap-up has no field "${name}".`);
      if (FIELDS[name] === 'resolution' && value !== '' && !this.#parts.resolutions().includes(String(value))) {
        return refused('INVALID_VALUE', `"${String(value)}" is no outcome that this Fusion knows.`);
      }
    }
    const change = Object.fromEntries(values.map(([name, value]) => [FIELDS[name] ?? name, String(value)]));
    this.#parts.store.patch(engagement.eventId, change);
    return { result: 'success', outData: { message: 'Updated' } };
  }

  /** A record is saved from its form, so a wrap-up that has not opened yet cannot be. */
  save(action: HostAction): HostAnswer {
    const engagement = this.#engagementOf(action);
    if (engagement === undefined) return notFound();
    if (engagement.phase !== 'WrapUp') return refused('WRONG_STATE', 'The wrap-up has not begun.');
    const { eventId, resolution: reason, notes, wrapupId = '' } = engagement;
    this.#parts.save(eventId, { reason, notes });
    return { result: 'success', outData: { objectType: RECORD_TYPE, oldObjectId: wrapupId, objectId: wrapupId } };
  }

  #tellChanges(before: Engagement, now: Engagement): void {
    for (const [fieldName, part] of Object.entries(FIELDS)) {
      if (before[part] === now[part] || now.wrapupId === undefined) continue;
      this.#parts.link().sendDesktopEvent({
        eventName: DESKTOP_EVENTS.fieldValueChange,
        context: 'record',
        contextId: now.wrapupId,
        outData: { fieldName, oldValue: before[part], newValue: now[part] },
      });
    }
  }

  #engagementOf({ data }: HostAction): Engagement | undefined {
    const { recordType, recordId } = data;
    if (recordType !== RECORD_TYPE || typeof recordId !== 'string') return undefined;
    return this.#parts.store.state.engagements.find(({ wrapupId }) => wrapupId === recordId);
  }
}

/** What a toolbar noted in the tokens of a contact, where Fusion's own form says nothing yet. */
export function notedBefore(
  { resolution, notes }: Engagement,
  inData: OutData,
): Pick<Engagement, 'resolution' | 'notes'> {
  return {
    resolution: resolution || tokenText(inData, TOKENS.WRAPUP_REASON),
    notes: notes || tokenText(inData, TOKENS.WRAPUP_NOTES),
  };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function notFound(): HostAnswer {
  return refused('NOT_FOUND', 'There is no such wrap-up.');
}

function refused(status: string, message: string): HostAnswer {
  return { result: 'error', error: { status, message } };
}
