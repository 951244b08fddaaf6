import type { KVList, TErrorCode } from '@fusion-cti/protocol';
import { connectCaller } from './call-control/answer.js';
import { reach } from './call-control/reach.js';
import { releaseBusy, releaseFarEnd } from './call-control/release.js';
import type { SwitchContext } from './context.js';

/** What comes over the trunks and from the clock. Each answers with the error that it is refused with, if it is. */

/** A call from outside. A phone with a call on it is busy: the caller hears so at home, and nothing happens here. */
export function inboundCall(
  context: SwitchContext,
  to: string,
  from: string,
  userData: KVList = [],
): TErrorCode | undefined {
  const dn = context.directory.find(to);
  if (dn === undefined) return 71;
  if (dn.acd === undefined && !dn.idle) return 231;
  const ani = from === '' ? undefined : from;
  const call = context.calls.open({ callType: 'Inbound', ani, dnis: to, userData });
  context.touched = call.connId;
  call.farEnd = { number: from, role: 'Origination', state: 'Dialing' };
  reach(context, call, dn);
  return undefined;
}

export function farEndAnswer(context: SwitchContext, connId: string): TErrorCode | undefined {
  const call = context.calls.get(connId);
  if (call === undefined) return 56;
  if (call.farEnd?.state !== 'Alerting') return 496;
  context.touched = connId;
  connectCaller(context, call);
  return undefined;
}

export function farEndRelease(context: SwitchContext, connId: string): TErrorCode | undefined {
  const call = context.calls.get(connId);
  if (call === undefined) return 56;
  if (call.farEnd === undefined) return 496;
  context.touched = connId;
  releaseFarEnd(context, call);
  return undefined;
}

/** A timer that was overtaken by the end of its call means nothing. */
export function busyToneOver(context: SwitchContext, connId: string): void {
  const call = context.calls.get(connId);
  if (call?.busyTimer === undefined) return;
  context.touched = connId;
  releaseBusy(context, call);
}
