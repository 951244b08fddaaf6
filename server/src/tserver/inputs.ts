import type { TErrorCode } from '@fusion-cti/protocol';
import type { SwitchInputKind, SwitchInputOf } from './api.js';
import { logOut } from './call-control/agent-work.js';
import { answerCall } from './call-control/answer.js';
import { joinOutside, takeTimersAlong } from './call-control/presence.js';
import { reach, takesCalls } from './call-control/reach.js';
import { endReservationsOf } from './call-control/reservation.js';
import { dissolve, release } from './call-control/release.js';
import { endMonitoring } from './call-control/supervision.js';
import type { SwitchContext } from './context.js';
import type { Party } from './model/party.js';
import { sizeOf } from './model/user-data.js';
import { performRequest } from './requests/registry.js';
import { timerFired } from './timers.js';

type Inputs = {
  readonly [Kind in SwitchInputKind]: (context: SwitchContext, input: SwitchInputOf<Kind>) => TErrorCode | undefined;
};

/** What each input does. Each answers with the error that it is refused with, if it is. A new input is a new row. */
export const INPUTS: Inputs = {
  connect: (context, { client }) => {
    if (context.clients.connected(client)) return undefined;
    context.clients.connect(client);
    context.tell.client(client, 'EventServerConnected');
    context.tell.client(client, context.linkUp ? 'EventLinkConnected' : 'EventLinkDisconnected');
    return undefined;
  },

  disconnect: (context, { client }) => {
    endReservationsOf(context, client);
    context.clients.disconnect(client);
    if (!context.behaviour.logoutOnDisconnect) return undefined;
    for (const dn of context.directory.dns()) if (dn.seat.loggedInBy === client) logOut(context, dn);
    return undefined;
  },

  request: (context, { client, referenceId, request }) => {
    const answer = { client, referenceId };
    const refused = performRequest(context, request, answer);
    if (refused !== undefined) context.tell.error(refused, request, answer);
    return refused;
  },

  /** A phone with a call on it is busy: the caller hears so at home, and nothing happens here. */
  inboundCall: (context, { to, from, userData = [] }) => {
    const dn = context.directory.find(to);
    if (dn === undefined || (!dn.isPhone && dn.acd === undefined)) return 71;
    if (!takesCalls(context, { dn })) return dn.service === 'OutOfService' ? 58 : 231;
    if (sizeOf(userData) > context.behaviour.userDataLimit) return 53;
    const ani = from === '' ? undefined : from;
    const call = context.calls.open({ callType: 'Inbound', ani, dnis: to, userData, consultation: undefined });
    context.touched = call.connId;
    context.tell.party(joinOutside(context, call, from, 'Origination'), 'EventDialing');
    reach(context, call, { dn });
    return undefined;
  },

  farEndAnswer: (context, { connId }) => {
    const call = context.calls.get(connId);
    if (call === undefined) return 56;
    const far = call.parties.find(({ dn, state }) => dn === undefined && state === 'Alerting');
    if (far === undefined) return 496;
    context.touched = connId;
    answerCall(context, far);
    return undefined;
  },

  farEndRelease: (context, { connId }) => {
    const call = context.calls.get(connId);
    if (call === undefined) return 56;
    const far = call.parties.find(({ dn, state }) => dn === undefined && state !== 'Null');
    if (far === undefined) return 496;
    context.touched = connId;
    release(context, far);
    return undefined;
  },

  dnOutOfService: (context, { dn: number }) => {
    const dn = context.directory.find(number);
    if (dn === undefined) return 59;
    if (dn.service === 'OutOfService') return 43;
    releaseAll(context, [...dn.parties.values()]);
    context.tell.service(dn, 'ServiceLost');
    if (context.behaviour.logoutOnOutOfService && dn.seat.phase !== 'Null') logOut(context, dn);
    context.distribution.changed(dn);
    return undefined;
  },

  dnBackInService: (context, { dn: number }) => {
    const dn = context.directory.find(number);
    if (dn === undefined) return 59;
    if (dn.service === 'InService') return 43;
    context.tell.service(dn, 'ServiceRestored');
    context.distribution.changed(dn);
    return undefined;
  },

  dnRemoved: (context, { dn: number }) => {
    const dn = context.directory.find(number);
    if (dn === undefined) return 59;
    releaseAll(context, [...dn.parties.values()]);
    for (const call of [...context.calls.values()]) if (call.predictiveFor === dn) dissolve(context, call);
    if (dn.seat.phase !== 'Null') logOut(context, dn);
    for (const monitoring of [dn.monitors, dn.monitoredBy])
      if (monitoring !== undefined) endMonitoring(context, monitoring);
    for (const client of dn.registrations.clients) {
      context.clients.unregistered(client, dn);
      context.tell.registration(dn, client, 'AddressRemoved', { error: 59 });
    }
    context.directory.remove(dn);
    return undefined;
  },

  linkLost: (context) => {
    if (!context.linkUp) return 43;
    context.changeLink('LinkLost');
    context.tell.withhold();
    if (!context.behaviour.registrationsSurviveLinkLoss) context.clients.loseRegistrations();
    return undefined;
  },

  linkRestored: (context) => {
    if (context.linkUp) return 43;
    context.changeLink('LinkRestored');
    context.tell.tellWithheld();
    return undefined;
  },

  /** A hot stand-by has seen it all. A warm one sees the calls, and nothing that only its predecessor knew of them. */
  switchOver: (context, { standBy }) => {
    if (standBy === 'warm') {
      context.tell.startOver();
      for (const call of [...context.calls.values()]) {
        context.calls.rename(call);
        call.busyTone = context.moveTimer(call.busyTone, call.connId);
        for (const party of call.parties) takeTimersAlong(context, party);
        call.data.clear();
      }
    }
    context.tell.everybody('EventPrimaryChanged');
    if (standBy === 'warm') context.clients.loseRegistrations();
    return undefined;
  },

  timer: (context, { timer }) => {
    context.timerFired(timer);
    timerFired(context, timer);
    return undefined;
  },
};

/** Calls on a phone that is gone: each ends as if the phone had been put down. */
function releaseAll(context: SwitchContext, parties: readonly Party[]): void {
  for (const party of parties) {
    if (party.state === 'Queued') dissolve(context, party.call);
    else if (party.state !== 'Null') release(context, party);
  }
}
