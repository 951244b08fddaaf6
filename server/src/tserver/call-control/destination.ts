import type { SwitchSubscriber } from '../api.js';
import type { SwitchContext } from '../context.js';
import type { Dn } from '../model/dn.js';

/** Where a number leads: a DN, or somebody outside. */
export type Destination = { readonly dn: Dn } | { readonly dn: undefined; readonly subscriber: SwitchSubscriber };

/** E.164: at most 15 digits; shorter ones than these are extensions and service codes, which the world would list. */
const PUBLIC_NUMBER = /^\+?[0-9]{7,15}$/;

/** `undefined` when it is known before dialling that nobody has the number. A virtual queue takes no calls. */
export function destinationOf(context: SwitchContext, number: string): Destination | undefined {
  const dn = context.directory.find(number);
  if (dn !== undefined) return dn.isPhone || dn.acd !== undefined ? { dn } : undefined;
  const subscriber = subscriberAt(context, number);
  return subscriber === undefined ? undefined : { dn: undefined, subscriber };
}

export function numberOf(destination: Destination): string {
  return destination.dn === undefined ? destination.subscriber.number : destination.dn.number;
}

function subscriberAt({ directory, behaviour }: SwitchContext, number: string): SwitchSubscriber | undefined {
  const listed = directory.subscriber(number);
  if (listed !== undefined) return listed.behaviour === 'unallocated' ? undefined : listed;
  const rings = behaviour.unlistedNumbers === 'rings' && PUBLIC_NUMBER.test(number);
  return rings ? { number, behaviour: 'rings' } : undefined;
}
