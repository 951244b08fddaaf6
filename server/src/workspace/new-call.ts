import type { Static } from 'typebox';
import type { WorkspaceBehaviour } from './behaviour.js';
import { pairsOf } from './operation.js';
import type { NewCallData } from './schemas.js';

/** The attributes of every request that begins a call on another DN. */
export function newCallAttributes(data: Static<typeof NewCallData>, { callerIdKey }: WorkspaceBehaviour) {
  const { destination, location, userData, extensions = [], outboundCallerId } = data;
  return {
    OtherDN: destination,
    ...(location !== undefined && { Location: location }),
    ...(userData !== undefined && { UserData: pairsOf(userData) }),
    ...(outboundCallerId !== undefined && {
      Extensions: [...pairsOf(extensions), { key: callerIdKey, type: 'str', value: outboundCallerId } as const],
    }),
  };
}
