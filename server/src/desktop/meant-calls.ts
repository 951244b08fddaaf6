import { commandFitsParty, COMMANDS, type CommandType, secondCallAllows, type TErrorCode } from '@fusion-cti/protocol';
import { CodedError } from '../runtime/coded-error.js';
import type { PartyOnDn } from '../tserver/index.js';
import type { Desk } from './desk.js';

/** Commands about the two calls of a line, with what the switch says when they are not two that fit. */
const NO_PAIR = {
  alternate: 496,
  reconnect: 496,
  merge: 98,
  completeTransfer: 98,
  completeConference: 96,
} as const satisfies Partial<Record<CommandType, TErrorCode>>;
export type CallPairCommand = keyof typeof NO_PAIR;

/** ConnIDs. */
export interface MeantPair {
  readonly held: string;
  readonly active: string;
}

interface NamesCall {
  readonly connectionId?: string;
}

/**
 * The ConnID of the call that a command means: the one it names, else the only one it makes sense for. Oracle's vendor
 * handler has methods without arguments, so its commands may name none.
 * @throws CodedError `no-such-call`, `wrong-state` or `ambiguous-call`
 */
export function callFor(type: CommandType, desk: Desk, body: NamesCall): string {
  const { parties } = desk;
  const named = namedIn(desk, parties, body);
  const meant = named === undefined ? parties : [named];
  const fitting = meant.filter((party) => commandFitsParty(type, party.state));
  return onlyOne(fitting, 496).connId;
}

/**
 * The call on hold and the current one that a command about two calls means. It may name either; of several calls on
 * hold, a consultation goes with the one that it is about.
 * @throws CodedError `no-such-call`, `ambiguous-call`, or why the switch could not do it
 */
export function callPairFor(type: CallPairCommand, desk: Desk, body: NamesCall): MeantPair {
  const { parties } = desk;
  const named = namedIn(desk, parties, body);
  const { request } = COMMANDS[type];
  const isNamed = (party: PartyOnDn): boolean => named === undefined || party === named;
  const namesHeld = named?.state === 'Held';
  const active = onlyOne(
    parties.filter(({ state }) => secondCallAllows(state, request)).filter((party) => namesHeld || isNamed(party)),
    NO_PAIR[type],
  );
  const onHold = parties.filter(({ state }) => state === 'Held').filter((party) => !namesHeld || isNamed(party));
  const consulted = onHold.filter(({ connId }) => connId === active.consultationFor);
  return { held: onlyOne(consulted.length > 0 ? consulted : onHold, NO_PAIR[type]).connId, active: active.connId };
}

/** @throws CodedError `no-such-call` when the line has none, or not the one that is named */
function namedIn(desk: Desk, parties: readonly PartyOnDn[], { connectionId }: NamesCall): PartyOnDn | undefined {
  const connId = connectionId === undefined ? undefined : desk.calls.connIdOf(connectionId);
  const named = parties.find((party) => party.connId === connId);
  if (parties.length === 0 || (connId !== undefined && named === undefined)) throw CodedError.ofSwitch(56);
  return named;
}

function onlyOne(fitting: readonly PartyOnDn[], none: TErrorCode): PartyOnDn {
  const [party, ...others] = fitting;
  if (party === undefined) throw CodedError.ofSwitch(none);
  if (others.length > 0) throw new CodedError('ambiguous-call');
  return party;
}
