import {
  ADDRESS_TYPES,
  AGENT_WORK_MODES,
  CALL_TYPES,
  type AddressInfoType,
  type KVList,
  type KVPair,
} from '@fusion-cti/protocol';
import type { SwitchContext } from '../context.js';
import { lineStatus, statusOf } from '../dn-status.js';
import type { Dn } from '../model/dn.js';
import type { Details } from '../teller.js';
import { dnAuthorised, dnConfigured, linkUp, namedDnAuthorised } from './checks.js';
import type { RequestDefinition } from './definition.js';

type AddressInfo = (dn: Dn, context: SwitchContext) => Details & { readonly AddressInfoStatus: number };

/** What can be asked of an address, from the memory of the switch. Anything else is refused with 51. */
const ADDRESS_INFO: Partial<Readonly<Record<AddressInfoType, AddressInfo>>> = {
  AddressStatus: (dn) => ({ AddressInfoStatus: lineStatus(dn) }),
  MessageWaiting: (dn) => ({ AddressInfoStatus: dn.messageWaiting === 'On' ? 1 : 0 }),
  CallForwarding: (dn) => ({
    AddressInfoStatus: dn.forwarding === undefined ? 0 : 1,
    ...(dn.forwarding && { OtherDN: dn.forwarding.to, ForwardMode: dn.forwarding.mode }),
  }),
  AgentStatus: ({ seat }) => ({ AddressInfoStatus: AGENT_WORK_MODES[seat.workMode ?? 'Unknown'] }),
  AddressType: (dn) => ({ AddressInfoStatus: ADDRESS_TYPES[dn.type] }),
  CallsQuery: (dn) => {
    const parties = [...dn.parties.values()];
    const active = parties.find(({ state }) => state !== 'Held');
    const held = parties.find(({ state }) => state === 'Held');
    return {
      AddressInfoStatus: parties.length,
      ...(active && { ConnID: active.call.connId }),
      ...(held && { PreviousConnID: held.call.connId }),
    };
  },
  NumberOfCallsInQueue: (dn) => ({ AddressInfoStatus: dn.acd === undefined ? 0 : dn.parties.size }),
  NumberOfAvailableAgentsInQueue: (dn) => ({ AddressInfoStatus: dn.acd?.available.length ?? 0 }),
  DNStatus: statusInfo,
  QueueStatus: statusInfo,
};

function statusInfo(dn: Dn, { behaviour }: SwitchContext): ReturnType<AddressInfo> {
  return { AddressInfoStatus: dn.parties.size, Extensions: statusOf(dn, behaviour.agentStatusNumbers) };
}

const queryAddress: RequestDefinition<'RequestQueryAddress'> = {
  preconditions: [
    linkUp,
    dnConfigured,
    dnAuthorised,
    {
      name: 'supported',
      code: 51,
      holds: (_context, { AddressInfoType }) =>
        AddressInfoType in ADDRESS_INFO || AddressInfoType === 'NumberOfAgentsInQueue',
    },
  ],
  perform: (context, request, answer) => {
    const { ThisDN, AddressInfoType } = request;
    const dn = context.directory.dn(ThisDN);
    const { seat } = dn;
    context.tell.requester('EventAddressInfo', answer, {
      ThisDN,
      AddressInfoType,
      ...(ADDRESS_INFO[AddressInfoType]?.(dn, context) ?? { AddressInfoStatus: agentsIn(context, ThisDN) }),
      ...(seat.agentId !== undefined && { AgentID: seat.agentId }),
      ...(seat.reasons !== undefined && { Reasons: seat.reasons }),
    });
  },
};

function agentsIn(context: SwitchContext, queue: string): number {
  let agents = 0;
  for (const { seat } of context.directory.dns()) if (seat.memberships.some(({ dn }) => dn === queue)) agents += 1;
  return agents;
}

const queryCall: RequestDefinition<'RequestQueryCall'> = {
  preconditions: [
    linkUp,
    namedDnAuthorised(({ ThisDN }) => ThisDN),
    {
      name: 'call-known',
      code: 56,
      holds: (context, { ConnID }) => context.calls.get(ConnID) !== undefined,
    },
  ],
  perform: (context, request, answer) => {
    const call = context.calls.get(request.ConnID);
    if (call === undefined) return;
    const parties = call.parties.filter(({ state, number }) => state !== 'Null' && number !== '');
    const Extensions: KVList = parties.flatMap(({ number, state, role }, n): KVPair[] => [
      { key: `party-${n + 1}`, type: 'str', value: number },
      { key: `state-${n + 1}`, type: 'str', value: state },
      { key: `role-${n + 1}`, type: 'str', value: role },
    ]);
    context.tell.requester('EventPartyInfo', answer, {
      ConnID: call.connId,
      CallID: call.callId,
      CallUUID: call.callUuid,
      CallType: call.callType,
      Extensions: [{ key: 'ct', type: 'int', value: CALL_TYPES[call.callType] }, ...Extensions],
    });
  },
};

/** Nothing is known of classifiers. */
const querySwitch: RequestDefinition<'RequestQuerySwitch'> = {
  preconditions: [
    linkUp,
    { name: 'supported', code: 51, holds: (_context, { SwitchInfoType }) => SwitchInfoType === 'DateTime' },
  ],
  perform: (context, _request, answer) => {
    const value = new Date(context.now).toISOString();
    context.tell.requester('EventSwitchInfo', answer, { Extensions: [{ key: 'DateTime', type: 'str', value }] });
  },
};

export const QUERY_REQUESTS = {
  RequestQueryAddress: queryAddress,
  RequestQueryCall: queryCall,
  RequestQuerySwitch: querySwitch,
};
