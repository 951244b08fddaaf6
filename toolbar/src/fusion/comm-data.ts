import { CHANNEL_TYPES, CHANNELS, DIRECTIONS, TOKENS } from '@oracle/uef-sdk';
import type { CallDirection } from '@fusion-cti/protocol';
import type { CallEvent } from '../state/contacts.js';
import { text, type Payload } from './uef-response.js';

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
    [TOKENS.ANI]: settings.stripAniPlus ? call.number.replace(/^\+/, '') : call.number,
    [TOKENS.DIRECTION]: DIRECTIONS.INBOUND,
    ...(settings.offerTimeoutSec > 0 && { [TOKENS.OFFER_TIMEOUT_SEC]: String(settings.offerTimeoutSec) }),
  };
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

/** The caller as Fusion knows them; empty when it does not. */
export function contactName(outData: Payload): string {
  return text(outData[TOKENS.CONTACT_NAME]) || text(outData[TOKENS.DISPLAY_NAME]);
}

function channelData(): Payload {
  return { channel: CHANNELS.PHONE, channelType: CHANNEL_TYPES.PHONE, phoneLineId: '1' };
}
