import { T_ERRORS, type TErrorCode } from '@fusion-cti/protocol';
import type { SwitchResult } from '../api.js';
import type { Ask, Rig } from './rig.js';

/** What came of a request, and whether that can be seen anywhere. */
export function outcomeOf(rig: Rig, asked: Ask): SwitchResult & { readonly changed: boolean } {
  const before = everything(rig);
  const result = rig.do(asked);
  return { ...result, changed: everything(rig) !== before };
}

/** What must come of a request that is refused: one EventError, for the requester alone. */
export function refusal(rig: Rig, asked: Ask, code: TErrorCode): object {
  const { client, request } = asked;
  const named = request.ThisDN === undefined ? {} : { ThisDN: request.ThisDN };
  const event = { event: 'EventError', ErrorCode: code, ErrorMessage: T_ERRORS[code].message, ...named };
  return {
    refused: code,
    deliveries: [{ clients: [client], answers: { client, referenceId: rig.lastReference }, event }],
    changed: false,
  };
}

/** All that can be seen of the switch, and all that it waits for. */
function everything({ switch: core, timers }: Rig): string {
  const snapshot = core.snapshot();
  return JSON.stringify([snapshot, snapshot.dns.map(({ dn }) => core.partiesOn(dn)), [...timers]]);
}
