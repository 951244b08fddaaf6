import fc from 'fast-check';
import type { SwitchInput } from '../api.js';
import type { SwitchBehaviour } from '../behaviour.js';
import { DNS, drawnRequest, PHONES, type Draw } from './random-requests.js';

/** Something that happens to the switch; `nth` chooses among the calls with somebody outside. */
type Stimulus =
  | Exclude<SwitchInput, { readonly kind: 'request' | 'timer' | 'farEndAnswer' | 'farEndRelease' }>
  | { readonly kind: 'farEndAnswer' | 'farEndRelease'; readonly nth: number };
/** One step of a run. */
export type Moment = Draw | Stimulus | { readonly elapse: number };

const dn = fc.constantFrom(...DNS);
const client = dn.map((number) => number.toLowerCase());
const stimulus: fc.Arbitrary<Stimulus> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('inboundCall' as const),
      to: fc.constantFrom(...PHONES, 'Q', 'Q', 'Q', 'P', 'P', 'V'),
      from: fc.constantFrom('Y', ''),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constantFrom('farEndAnswer' as const, 'farEndRelease' as const), nth: fc.nat(9) }),
  },
  fc.record({ kind: fc.constant('dnOutOfService' as const), dn }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('dnBackInService' as const), dn }) },
  fc.constant({ kind: 'linkLost' as const }),
  { weight: 4, arbitrary: fc.constant({ kind: 'linkRestored' as const }) },
  fc.constant({ kind: 'switchOver' as const, standBy: 'hot' as const }),
  fc.constant({ kind: 'switchOver' as const, standBy: 'warm' as const }),
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('dnRemoved' as const), dn }) },
  fc.record({ kind: fc.constant('disconnect' as const), client }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('connect' as const), client }) },
);
export const moment: fc.Arbitrary<Moment> = fc.oneof(
  { weight: 30, arbitrary: drawnRequest },
  { weight: 6, arbitrary: stimulus },
  { weight: 2, arbitrary: fc.record({ elapse: fc.constantFrom(100, 6_000, 16_000, 61_000) }) },
);

export const behaviour: fc.Arbitrary<Partial<SwitchBehaviour>> = fc.record(
  {
    divertOnRinging: fc.boolean(),
    divertedBeforeRinging: fc.boolean(),
    answeringSideFirst: fc.boolean(),
    releasingSideFirst: fc.boolean(),
    offHookBeforeDialing: fc.boolean(),
    retrievedBeforeReleased: fc.boolean(),
    rejectedCallerHearsBusy: fc.boolean(),
    abandonedBy: fc.constantFrom('any' as const, 'external' as const),
    consultUserData: fc.constantFrom('separate' as const, 'inherited' as const, 'joint' as const),
    wrapUpTime: fc.constantFrom(0, 5, 'untimed' as const),
    wrapUpAfterNotReady: fc.boolean(),
    acwInIdleForceReady: fc.boolean(),
    legalGuardTime: fc.constantFrom(0, 3),
    autoLogoutTimeout: fc.constantFrom(0, 1),
    readyAtLogin: fc.boolean(),
    logoutOnDisconnect: fc.boolean(),
    logoutOnOutOfService: fc.boolean(),
    afterRoutingTimeoutMs: fc.constantFrom(0, 10_000),
    afterRoutingTimeoutAction: fc.constantFrom('none' as const, 'notready' as const, 'logout' as const),
    agentNoAnswerTimeoutMs: fc.constantFrom(0, 10_000),
    agentNoAnswerAction: fc.constantFrom('none' as const, 'notready' as const, 'logout' as const),
    conferenceLimit: fc.constantFrom(3, 20),
    twoPartyMute: fc.boolean(),
    registrationsSurviveLinkLoss: fc.boolean(),
  },
  { requiredKeys: [] },
);
