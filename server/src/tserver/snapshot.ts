import type { CallSnapshotOfSwitch, DnSnapshot, FarEndState, PartyOnDn } from './api.js';
import { WRAP_UP_TIME } from './call-control/agent-work.js';
import type { Call } from './model/call.js';
import type { Dn } from './model/dn.js';
import { oppositeOf } from './model/opposite.js';
import type { Party } from './model/party.js';

/** What can be seen of the switch from outside. Copies: looking changes nothing, and what was seen does not change. */

export function dnSnapshot(dn: Dn): DnSnapshot {
  const { seat } = dn;
  return {
    dn: dn.number,
    type: dn.type,
    ...(dn.name === undefined ? {} : { name: dn.name }),
    device: dn.device,
    registeredClients: dn.registrations.clients.length,
    inService: dn.service === 'InService',
    doNotDisturb: dn.doNotDisturb === 'On',
    ...(dn.forwarding === undefined ? {} : { forwardedTo: dn.forwarding.to }),
    ...(seat.agentId === undefined ? {} : { agentId: seat.agentId }),
    agentState: seat.state,
    ...(seat.workMode === undefined ? {} : { agentWorkMode: seat.workMode }),
    ...(seat.reasons === undefined ? {} : { reasons: seat.reasons }),
    since: seat.since,
    ...until(seat),
    ...(dn.monitors === undefined ? {} : { monitors: dn.monitors.target.number }),
  };
}

/** What was announced when it began. Only after-call work that ends by itself was announced with a number. */
function until({ phase, since, extensions }: Dn['seat']): { readonly until?: number } {
  const seconds = extensions?.find(({ key }) => key === WRAP_UP_TIME)?.value;
  return (phase === 'AfterCallWork' || phase === 'BusyAfterCallWork') && typeof seconds === 'number'
    ? { until: since + seconds * 1000 }
    : {};
}

export function callSnapshot(call: Call): CallSnapshotOfSwitch {
  const farEnd = call.parties.find(({ dn }) => dn === undefined);
  return {
    connId: call.connId,
    callUuid: call.callUuid,
    callType: call.callType,
    ...(call.ani === undefined ? {} : { ani: call.ani }),
    ...(call.dnis === undefined ? {} : { dnis: call.dnis }),
    ...(call.consultation === undefined ? {} : { consultationFor: call.consultation.main.call.connId }),
    parties: call.parties
      .filter(({ dn }) => dn !== undefined)
      .map(({ number, state, role, since }) => ({ dn: number, state, role, since })),
    ...(farEnd === undefined ? {} : { farEnd: { number: farEnd.number, state: farEndState(farEnd) } }),
    userData: call.data.list,
  };
}

/** Asked for with each command about a call, so it is built as events are: attribute by attribute, in one order. */
export function partySnapshot(party: Party): PartyOnDn {
  const { call } = party;
  const seen: { -readonly [Name in keyof PartyOnDn]: PartyOnDn[Name] } = {
    connId: call.connId,
    state: party.state,
    role: party.role,
    since: party.since,
    callType: call.callType,
    conference: call.isConference,
    muted: party.muted,
    userData: call.data.list,
  };
  const other = oppositeOf(party);
  if (other !== undefined) seen.otherDn = other.number;
  if (call.ani !== undefined) seen.ani = call.ani;
  if (call.dnis !== undefined) seen.dnis = call.dnis;
  if (party.queue !== undefined) seen.queue = party.queue.number;
  if (seen.conference) seen.participants = others(party);
  if (call.consultation?.main.dn === party.dn) {
    const main = call.consultation?.main.call.connId;
    if (main !== undefined) seen.consultationFor = main;
  }
  return seen;
}

/** A queue that the call waits in is nobody. */
function others(party: Party): readonly string[] {
  return party.call.parties
    .filter((one) => one !== party && one.state !== 'Queued' && one.state !== 'Null')
    .map(({ number }) => number);
}

function farEndState({ state }: Party): FarEndState {
  return state === 'Dialing' || state === 'Alerting' ? state : 'Connected';
}
