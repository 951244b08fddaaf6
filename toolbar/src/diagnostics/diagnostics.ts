import type { Hops } from '../state/hops.js';
import type { ToolbarState } from '../state/toolbar-state.js';
import type { Recorded } from './recorder.js';
import { Redactor } from './redact.js';

export interface DiagnosticsParts {
  readonly state: ToolbarState;
  readonly entries: readonly Recorded[];
  readonly versions: Readonly<Record<string, string>>;
  readonly browser: Readonly<Record<string, string | number | boolean>>;
  readonly now: number;
}

/** All that helps to find out what is wrong, and nothing of anybody: no number, name, text, ticket or secret. */
export function diagnosticsFile({ state, entries, versions, browser, now }: DiagnosticsParts): string {
  const redactor = new Redactor();
  return JSON.stringify(
    {
      about: 'Diagnostics of the media toolbar. Names, numbers, texts and secrets have been left out.',
      savedAt: new Date(now).toISOString(),
      versions,
      browser,
      state: stateOf(state, redactor, now),
      hops: hopsOf(state.hops),
      entries: entries.map(({ at, kind, name, detail }) => ({
        at: new Date(at).toISOString(),
        kind,
        name: redactor.word(name),
        ...(detail !== undefined && { detail: redactor.value(detail) }),
      })),
    },
    null,
    2,
  );
}

function stateOf(state: ToolbarState, redactor: Redactor, now: number): unknown {
  const { availability, connection, contacts, notices, placing, panel } = state;
  return {
    availability: { phase: availability.phase, ...('step' in availability && { step: availability.step }) },
    connection: {
      status: connection.status,
      ...(connection.status === 'online' && { level: connection.level, commands: connection.commands }),
    },
    contacts: contacts.map(({ eventId, party, direction, since, ...contact }) => ({
      id: redactor.id(eventId),
      party,
      direction,
      sinceMs: now - since,
      lost: contact.lost,
      muted: contact.muted,
      conference: contact.conference,
      consultation: contact.consultation,
      named: contact.name !== undefined,
      waiting: contact.waiting ?? '',
      asked: contact.asked ?? '',
      saving: contact.wrapUp.saving === true,
    })),
    placing: placing !== undefined,
    panel: panel?.panel ?? '',
    // What is before the colon names the thing that failed; the rest may name a person.
    notices: notices.map(({ id, retryable }) => ({ about: redactor.word(id.split(':', 1)[0] ?? ''), retryable })),
  };
}

/** Sentences of refusals may repeat what was refused: only their codes go along. */
function hopsOf(hops: Hops): unknown {
  return Object.fromEntries(
    Object.entries(hops).map(([hop, { up, since, fault }]) => [
      hop,
      {
        up: up ?? null,
        since: iso(since),
        ...(fault && { lastError: { at: iso(fault.at), code: fault.code ?? '', retryable: fault.retryable } }),
      },
    ]),
  );
}

function iso(at: number): string {
  return at === 0 ? '' : new Date(at).toISOString();
}
