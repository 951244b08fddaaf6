import {
  T_ATTRIBUTES,
  T_REQUESTS,
  type PartyState,
  type TAttributeName,
  type TRequestName,
} from '@fusion-cti/protocol';
import fc from 'fast-check';
import type { SwitchWorld } from '../api.js';
import { call } from './rig.js';
import type { CallModel, ModelParty } from './call-model.js';

export const PHONES = ['A', 'B', 'C', 'D'];
export const AGENTS = ['1', '2', '3', '4'];
export const ROUTING_POINT = 'P';
export const VIRTUAL_QUEUE = 'V';
/** Four phones, a queue that overflows, a routing point with a strategy, and the virtual queue that this one tells. */
export const WORLD: SwitchWorld = {
  dns: [
    ...PHONES.map((dn) => ({ dn, type: 'DN' as const })),
    { dn: 'Q', type: 'Queue', overflow: { to: 'P', afterMs: 40_000, maxWaiting: 3 } },
    {
      dn: ROUTING_POINT,
      type: 'RouteDN',
      strategy: { queues: ['Q'], treatment: 'Music', virtualQueue: VIRTUAL_QUEUE, timeoutMs: 60_000, defaultTo: 'D' },
    },
    { dn: VIRTUAL_QUEUE, type: 'Other' },
  ],
  agents: AGENTS.map((agentId) => ({ agentId, queues: ['Q'] })),
  subscribers: [
    { number: 'X', behaviour: 'rings' },
    { number: 'X-busy', behaviour: 'busy' },
    { number: 'X-unreachable', behaviour: 'unreachable' },
  ],
};
export const DNS = WORLD.dns.map(({ dn }) => dn);

/** One request, as it is drawn: which DN and which call it is about is decided when it is sent. */
export interface Draw {
  readonly name: TRequestName;
  readonly nth: number;
  /** About any DN and any call, by any client, instead of one that it could be meant for. */
  readonly stray: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
}

const text = (key: string, value: string) => ({ key, type: 'str' as const, value });
const GUESSES: Partial<Record<TAttributeName, fc.Arbitrary<unknown>>> = {
  OtherDN: fc.constantFrom(...PHONES, ...PHONES, 'Q', 'P', 'X', 'X', 'X-busy', 'X-unreachable', 'V', '0301234567', '?'),
  ThisQueue: fc.constantFrom('Q', 'P', '?'),
  AgentDN: fc.constantFrom(...DNS),
  AgentID: fc.constantFrom(...AGENTS, ''),
  Duration: fc.constantFrom(0, 30_000, -1),
  Event: fc.constantFrom('EventQueued', 'EventDiverted', 'EventAbandoned', 'EventUserEvent', 'EventReleased', '?'),
  TreatmentType: fc.constantFrom('Music', 'CollectDigits', '?'),
  DTMFDigits: fc.constantFrom('1', '*#', '?', ''),
  InputMask: fc.constantFrom('ffffffffffffffffffffffffffffffff', '00', '?'),
  AgentWorkMode: fc.constantFrom('ManualIn', 'AutoIn', 'AuxWork', 'AfterCallWork'),
  RegisterMode: fc.constantFrom('Share', 'Share', 'Monitor', 'Private'),
  UserDataKey: fc.constantFrom('k', 'l'),
  UserData: fc.constantFrom([], [text('k', 'v')], [text('k', 'w'), text('l', 'v')]),
  Extensions: fc.constantFrom(
    [],
    [text('ConsultUserData', 'joint')],
    [text('MonitorMode', 'connect'), text('MonitorScope', 'agent')],
    [{ key: 'Duration', type: 'int', value: 5 }],
  ),
};
/** With one of these the request is nearly always refused, so that it should seldom be there. */
const UNHELPFUL = new Set<TAttributeName>(['Location', 'Place', 'ProtocolVersion', 'AddressType', 'ThisQueue']);
/** Decided when the request is sent. */
const RESOLVED = new Set<TAttributeName>(['ThisDN', 'ConnID', 'TransferConnID', 'ConferenceConnID', 'PreviousConnID']);

function guess(name: TAttributeName): fc.Arbitrary<unknown> {
  const special = GUESSES[name];
  if (special !== undefined) return special;
  const { kind } = T_ATTRIBUTES[name];
  if (typeof kind !== 'string') return fc.constantFrom(...Object.keys(kind));
  if (kind === 'int') return fc.constantFrom(0, 1, 5);
  return kind === 'kvList' ? fc.constantFrom([], [text('k', 'v')]) : fc.constantFrom('A', 'x');
}

function attributesOf(name: TRequestName): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const { required, optional } = T_REQUESTS[name];
  const drawn: Record<string, fc.Arbitrary<unknown>> = {};
  for (const attribute of optional)
    if (!RESOLVED.has(attribute)) {
      const weight = UNHELPFUL.has(attribute) ? 40 : 4;
      drawn[attribute] = fc.oneof({ weight, arbitrary: fc.constant(undefined) }, guess(attribute));
    }
  for (const attribute of required) if (!RESOLVED.has(attribute)) drawn[attribute] = guess(attribute);
  return fc
    .record(drawn)
    .map((found) => Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)));
}

/** Which party a request could be meant for. One without a row needs no call. */
const MEANT_FOR: Partial<Record<TRequestName, readonly PartyState[]>> = {
  RequestAnswerCall: ['Alerting'],
  RequestRedirectCall: ['Alerting', 'Connected'],
  RequestRetrieveCall: ['Held'],
  RequestRouteCall: ['Queued'],
  RequestApplyTreatment: ['Queued'],
  RequestReleaseCall: ['Alerting', 'Connected', 'Dialing', 'Held', 'Failed'],
  RequestClearCall: ['Connected', 'Dialing'],
  RequestSendDTMF: ['Connected', 'Dialing'],
  RequestAttachUserData: ['Queued', 'Alerting', 'Connected', 'Held'],
};
const ABOUT_TWO: ReadonlySet<TRequestName> = new Set<TRequestName>([
  'RequestCompleteTransfer',
  'RequestCompleteConference',
  'RequestMergeCalls',
  'RequestAlternateCall',
  'RequestReconnectCall',
]);
/** ConnID is the active one of the two calls. */
const ACTIVE_FIRST: ReadonlySet<TRequestName> = new Set<TRequestName>(['RequestAlternateCall', 'RequestReconnectCall']);
const NAMES_MEMBER: ReadonlySet<TRequestName> = new Set<TRequestName>([
  'RequestDeleteFromConference',
  'RequestListenDisconnect',
  'RequestListenReconnect',
]);
const TALKING: readonly PartyState[] = ['Connected'];
const OFTEN: Partial<Record<TRequestName, number>> = {
  RequestMakeCall: 12,
  RequestAnswerCall: 24,
  RequestReleaseCall: 6,
  RequestAgentReady: 4,
  RequestAgentLogin: 4,
  RequestRegisterAddress: 3,
  RequestHoldCall: 3,
  RequestRetrieveCall: 3,
  RequestInitiateTransfer: 8,
  RequestInitiateConference: 8,
  RequestCompleteTransfer: 8,
  RequestCompleteConference: 8,
  RequestSingleStepConference: 4,
  RequestMonitorNextCall: 4,
};

export const drawnRequest: fc.Arbitrary<Draw> = fc
  .oneof(
    ...(Object.keys(T_REQUESTS) as TRequestName[]).map((name) => ({
      weight: OFTEN[name] ?? 2,
      arbitrary: fc.tuple(fc.constant(name), attributesOf(name)),
    })),
  )
  .chain(([name, attributes]) =>
    fc.record({
      name: fc.constant(name),
      nth: fc.noBias(fc.nat(23)),
      stray: fc.integer({ min: 0, max: 7 }).map((die) => die === 7),
      attributes: fc.constant(attributes),
    }),
  );

export interface Sent {
  readonly client: string;
  readonly request: Readonly<Record<string, unknown>>;
}

/** The request about a DN and a call that it could be meant for; where there is none, a step that leads towards one. */
export function resolved(draw: Draw, model: CallModel): Sent {
  const { name, nth, stray, attributes } = draw;
  const row: { readonly required: readonly TAttributeName[] } = T_REQUESTS[name];
  const asksFor = (attribute: TAttributeName) => row.required.includes(attribute);
  const any = DNS[nth % DNS.length] ?? 'A';
  const request: Record<string, unknown> = { request: name, ...attributes };
  if (!asksFor('ThisDN')) return { client: any.toLowerCase(), request };
  const party = stray || !asksFor('ConnID') ? undefined : meant(name, nth, model);
  if (asksFor('ConnID') && !stray && party === undefined) return resolved(towards(draw, model), model);
  const phone = nth % 5 === 4 ? any : (PHONES[nth % PHONES.length] ?? 'A');
  const thisDn = name === 'RequestMakePredictiveCall' && !stray ? ROUTING_POINT : (party?.dn ?? phone);
  request.ThisDN = thisDn;
  if (asksFor('ConnID')) request.ConnID = party?.connId ?? call((nth % 6) + 1);
  const other = model.parties.find(({ dn, connId }) => dn === thisDn && connId !== party?.connId);
  for (const second of ['TransferConnID', 'ConferenceConnID', 'PreviousConnID'] as const)
    if (asksFor(second)) request[second] = other?.connId ?? call((nth % 4) + 1);
  if (party !== undefined && NAMES_MEMBER.has(name)) {
    const members = model.parties.filter(({ connId }) => connId === party.connId);
    request.OtherDN = members[nth % members.length]?.dn ?? 'X';
  }
  return { client: (stray ? any : thisDn).toLowerCase(), request };
}

/** Before two calls there is one, before one is answered it rings, and before it rings somebody dials. */
function towards({ name, nth }: Draw, { parties }: CallModel): Draw {
  const OtherDN = PHONES[(nth >> 2) % PHONES.length] ?? 'A';
  const has = (state: PartyState) => parties.some((party) => party.state === state);
  if (has('Alerting') && nth % 4 !== 3) return { name: 'RequestAnswerCall', nth, stray: false, attributes: {} };
  if (has('Connected') && ABOUT_TWO.has(name))
    return { name: 'RequestInitiateConference', nth, stray: false, attributes: { OtherDN } };
  return { name: 'RequestMakeCall', nth, stray: false, attributes: { OtherDN } };
}

function meant(name: TRequestName, nth: number, { parties }: CallModel): ModelParty | undefined {
  const states = MEANT_FOR[name] ?? TALKING;
  const fitting = ABOUT_TWO.has(name)
    ? parties.filter(
        ({ dn, connId, state }) =>
          (state === 'Held') !== ACTIVE_FIRST.has(name) &&
          parties.some((other) => other.dn === dn && other.connId !== connId),
      )
    : parties.filter(({ state }) => states.includes(state));
  return fitting[nth % Math.max(1, fitting.length)];
}
