/** Ways in which the local Fusion can misbehave on request: from the address or from the Developer drawer. */
import { DESKTOP_OPERATIONS, OPERATIONS } from '@oracle/uef-sdk';
import { strictRules, withRules, type HostActionHandler, type HostRule } from '@oracle/uef-sdk/host';
import type { Clock } from '../clock.js';

export const HANDSHAKES = ['answer', 'hang', 'reject'] as const;
export const RESPONSES = ['full', 'raw'] as const;
export const FAILURES = ['reject', 'hang'] as const;

export type Handshake = (typeof HANDSHAKES)[number];
export type Responses = (typeof RESPONSES)[number];
/** `hang`: the operation is never answered. */
export type Failure = (typeof FAILURES)[number];

export interface Faults {
  readonly strict: boolean;
  readonly handshake: Handshake;
  readonly responses: Responses;
  /** By the operation's name on the wire. */
  readonly failing: Readonly<Record<string, Failure>>;
}

export const NO_FAULTS: Faults = { strict: false, handshake: 'answer', responses: 'full', failing: {} };

/** Operations that can be made to fail, as they are called on the wire. */
export const FAILABLE: readonly string[] = [
  ...Object.keys(OPERATIONS),
  DESKTOP_OPERATIONS.getFieldValue,
  DESKTOP_OPERATIONS.setFieldValue,
  DESKTOP_OPERATIONS.saveRecord,
];

export interface ParsedFaults {
  readonly faults: Faults;
  /** One sentence for each part of the address that was not understood. */
  readonly problems: readonly string[];
}

/** `strict=1`, `handshake=hang`, `responses=raw`, and any number of `fail=<operation>:<failure>`. */
export function parseFaults(query: URLSearchParams): ParsedFaults {
  const problems: string[] = [];
  const choose = <Value extends string>(name: string, values: readonly Value[], fallback: Value): Value => {
    const given = query.get(name);
    const chosen = values.find((value) => value === given);
    if (given !== null && chosen === undefined) problems.push(`${name} is one of ${values.join(', ')}.`);
    return chosen ?? fallback;
  };
  const failing: Record<string, Failure> = {};
  for (const entry of query.getAll('fail')) {
    const [name = '', given = ''] = entry.split(':');
    const method = methodOf(name);
    const failure = FAILURES.find((value) => value === given);
    if (method === undefined) problems.push(`fail names no operation: "${name}".`);
    else if (failure === undefined) problems.push(`fail=${name} needs :${FAILURES.join(' or :')}.`);
    else failing[method] = failure;
  }
  const faults: Faults = {
    strict: query.get('strict') === '1' || query.get('strict') === 'true',
    handshake: choose('handshake', HANDSHAKES, NO_FAULTS.handshake),
    responses: choose('responses', RESPONSES, NO_FAULTS.responses),
    failing,
  };
  return { faults, problems };
}

/** Both spellings of an operation count: its request string, and the shorter name that travels. */
function methodOf(name: string): string | undefined {
  const known = Object.entries(OPERATIONS).find(([, request]) => request === name)?.[0] ?? name;
  return FAILABLE.find((method) => method === known);
}

/** A tenant's look-up takes its time, so that an impatient startCommEvent can overtake it. */
const STRICT_LOOKUP_MS = 150;

function slowLookup(clock: Clock): HostRule {
  return (onAction) => async (action) => {
    const answer = await onAction(action);
    if (action.method === OPERATIONS.newCommEvent) {
      await new Promise<void>((resolve) => clock.setTimer(resolve, STRICT_LOOKUP_MS));
    }
    return answer;
  };
}

function chosenFailures(current: () => Faults): HostRule {
  return (onAction) => async (action) => {
    const failure = current().failing[action.method];
    if (failure === 'hang') return undefined;
    if (failure === 'reject') {
      const message = `The local Fusion was told to reject ${action.method}.`;
      return { result: 'error', error: { status: 'REJECTED_ON_REQUEST', message } };
    }
    return onAction(action);
  };
}

/** Puts the faults around Fusion. They are looked up at each action, so that a switch works at once. */
export function withFaults(
  current: () => Faults,
  tenant: { readonly appClassification: string },
  clock: Clock,
  onAction: HostActionHandler,
): HostActionHandler {
  const strict = strictRules(tenant, withRules([slowLookup(clock)], onAction));
  return withRules([chosenFailures(current)], (action) => (current().strict ? strict(action) : onAction(action)));
}
