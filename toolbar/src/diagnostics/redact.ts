import { isRecord } from '@fusion-cti/protocol';

/** Words of the protocols, which say nothing of anybody. Everything that is not listed here is taken for a secret. */
const TELLING: ReadonlySet<string> = new Set([
  ...['eventName', 'eventType', 'type', 'status', 'code', 'result', 'method', 'direction', 'level', 'phase', 'party'],
  ...['callState', 'callType', 'workMode', 'agentState', 'state', 'reason', 'command', 'configType', 'updateType'],
  ...['channel', 'channelType', 'appClassification', 'eventSource', 'outcome', 'hop', 'step', 'screenPopMode', 'role'],
  ...['SVCMCA_COMMUNICATION_DIRECTION', 'mode', 'kind'],
]);
/** What tells one thing from another: the same in the file, and another one outside. */
const IDS: ReadonlySet<string> = new Set([
  ...['eventId', 'connectionId', 'commandId', 'connID', 'previousConnID', 'transferConnID', 'conferenceConnID', 'uuid'],
  ...['callUuid', 'engagementId', 'interactionId', 'wrapupId', 'messageId', 'consultationFor', 'recordId', 'contextId'],
]);
const COUNTS: ReadonlySet<string> = new Set([
  'seq',
  'ms',
  'pingMs',
  'time',
  'retryable',
  'closeCode',
  'errorCode',
  'cause',
]);
/** Keys of these are the customer's, or an installation's. */
const OPAQUE: ReadonlySet<string> = new Set(['userData', 'values', 'extensions', 'reasons', 'session', 'ticket']);

/** What other fields are in. */
const CONTAINERS: ReadonlySet<string> = new Set([
  ...['eventData', 'inData', 'outData', 'data', 'calls', 'configuration', 'error', 'features', 'commands'],
]);

const WORD = /^[A-Za-z][A-Za-z_.-]{0,59}$/;
/** A reason is a code of a protocol or somebody's own words; codes are written large. */
const CODE = /^[A-Z_]{1,60}$/;
const DEPTH = 6;

/** Makes what was recorded fit for other eyes: states, names of the protocols and times stay; who, what and where go. */
export class Redactor {
  readonly #ids = new Map<string, string>();

  /** The same thing has the same name throughout one file. */
  id(value: string): string {
    const known = this.#ids.get(value) ?? `id-${this.#ids.size + 1}`;
    this.#ids.set(value, known);
    return known;
  }

  value(value: unknown, key = '', depth = 0): unknown {
    if (value === undefined || value === null || typeof value === 'boolean') return value;
    if (OPAQUE.has(key) || depth > DEPTH) return '[left out]';
    if (typeof value === 'number') return COUNTS.has(key) ? value : '[number]';
    if (typeof value === 'string') return this.#text(value, key);
    if (Array.isArray(value)) return value.slice(0, 50).map((entry) => this.value(entry, key, depth + 1));
    if (!isRecord(value)) return '[left out]';
    const fields = Object.entries(value);
    const known = fields.filter(([name]) => isKnown(name));
    return {
      ...Object.fromEntries(known.map(([name, inner]) => [name, this.value(inner, name, depth + 1)])),
      // Even their names may be the customer's.
      ...(known.length < fields.length && { otherFields: fields.length - known.length }),
    };
  }

  /** A word of a protocol, as it is; anything else with its length. */
  word(text: string): string {
    return WORD.test(text) ? text : `[text of ${text.length}]`;
  }

  #text(text: string, key: string): string {
    if (text === '') return '';
    if (IDS.has(key)) return this.id(text);
    if (key === 'reason' && !CODE.test(text)) return `[text of ${text.length}]`;
    return TELLING.has(key) ? this.word(text) : `[text of ${text.length}]`;
  }
}

/** Fusion's own tokens are known by how they begin; an administrator's are not. */
function isKnown(key: string): boolean {
  return [TELLING, IDS, COUNTS, OPAQUE, CONTAINERS].some((keys) => keys.has(key)) || /^SVCMCA_[A-Z_]{1,40}$/.test(key);
}
