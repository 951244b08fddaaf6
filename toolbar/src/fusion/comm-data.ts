import { CHANNEL_TYPES, CHANNELS, DIRECTIONS, TOKENS } from '@oracle/uef-sdk';
import type { CallDirection } from '@fusion-cti/protocol';
import type { CallEvent } from '../state/contacts.js';
import type { WrapUp } from '../state/wrap-up.js';
import { text, type Payload } from './uef-response.js';

/** Fusion's own words for what a contact is about, and those that an administrator adds. */
const TOKEN = 'SVCMCA_';

/** What differs between tenants. */
export interface CommSettings {
  /** Some tenants find a caller only without the leading plus. */
  readonly stripAniPlus: boolean;
  /** How long Fusion offers a call; 0: as long as it rings. Seconds. */
  readonly offerTimeoutSec: number;
}

/** inData of newCommEvent for a call that rings here. Values are strings, numbers too. */
export function inboundData(call: CallEvent, settings: CommSettings): Payload {
  return {
    ...channelData(),
    ...tokensOf(call),
    [TOKENS.ANI]: settings.stripAniPlus ? call.number.replace(/^\+/, '') : call.number,
    [TOKENS.DIRECTION]: DIRECTIONS.INBOUND,
    ...(settings.offerTimeoutSec > 0 && { [TOKENS.OFFER_TIMEOUT_SEC]: String(settings.offerTimeoutSec) }),
  };
}

/** What the contact centre has found out before: an IVR may know the customer, or the service request, by name. */
function tokensOf({ facts }: CallEvent): Payload {
  const tokens = (facts?.userData ?? []).flatMap((pair) =>
    pair.key.startsWith(TOKEN) && (pair.type === 'str' || pair.type === 'int')
      ? [[pair.key, String(pair.value)] as const]
      : [],
  );
  return Object.fromEntries(tokens);
}

/** The same for a call that goes out; `clicked` is what Fusion said of the number that was clicked there. */
export function outboundData(call: CallEvent, clicked: Payload | undefined): Payload {
  return {
    ...channelData(),
    [TOKENS.ANI]: call.number,
    ...clicked,
    [TOKENS.DIRECTION]: DIRECTIONS.OUTBOUND,
  };
}

/** What goes from one action's answer into the next action. */
export function carriedOn(latest: Payload, before: Payload, direction: CallDirection): Payload {
  const data = Object.keys(latest).length === 0 ? before : latest;
  if (direction === 'inbound') return data;
  // Fusion answers an outgoing call with the status of an incoming one, and would take it at its word.
  const { callStatus: _, ...rest } = data;
  return rest;
}

/** What was noted of a contact, as far as anything was. */
export function notedData({ disposition, notes }: WrapUp): Payload {
  return {
    ...(disposition !== '' && { [TOKENS.WRAPUP_REASON]: disposition }),
    ...(notes !== '' && { [TOKENS.WRAPUP_NOTES]: notes }),
  };
}

/** The same, as Fusion tells it. */
export function notedIn(outData: Payload): Partial<WrapUp> {
  const disposition = text(outData[TOKENS.WRAPUP_REASON]);
  const notes = text(outData[TOKENS.WRAPUP_NOTES]);
  return { ...(disposition !== '' && { disposition }), ...(notes !== '' && { notes }) };
}

/** The caller as Fusion knows them; empty when it does not. */
export function contactName(outData: Payload): string {
  return text(outData[TOKENS.CONTACT_NAME]) || text(outData[TOKENS.DISPLAY_NAME]);
}

/** What Fusion knows of the contact beside the name: the customer's organisation, and the service request. */
export function contactSubject(outData: Payload): string {
  const request = [text(outData[TOKENS.SR_NUM]), text(outData[TOKENS.SR_TITLE])].filter(Boolean).join(' ');
  return [text(outData[TOKENS.CONTACT_PRIM_ORG_NAME]), request].filter(Boolean).join(' · ');
}

function channelData(): Payload {
  return { channel: CHANNELS.PHONE, channelType: CHANNEL_TYPES.PHONE, phoneLineId: '1' };
}
