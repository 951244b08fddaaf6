import { T_ERRORS } from '@fusion-cti/protocol';
import { type Static, Type } from 'typebox';

const Milliseconds = Type.Integer({ minimum: 0, maximum: 86_400_000 });
const Seconds = Type.Integer({ minimum: 0, maximum: 86_400 });
const AgentStatus = Type.Integer({ minimum: -1, maximum: 1_000 });
const Punishment = Type.Enum(['none', 'notready', 'logout']);

/** Seconds of after-call work; `untimed`: until the agent says that it is done. */
export const WrapUpTime = Type.Union([Seconds, Type.Literal('untimed')]);

/** The numbers of AgentStatus, as in `AGENT_STATUS_NUMBERS`. */
const AgentStatusNumbers = Type.Partial(
  Type.Object({
    loggedOut: AgentStatus,
    ready: AgentStatus,
    notReady: AgentStatus,
    afterCallWork: AgentStatus,
    walkAway: AgentStatus,
  }),
  { additionalProperties: false },
);

/**
 * What T-Servers differ in, by the names of `SwitchBehaviour`, where each is explained. A field that is not given is
 * that of the profile.
 */
const SwitchOptionsSchema = Type.Partial(
  Type.Object({
    busyTimeoutMs: Milliseconds,
    abandonedBy: Type.Enum(['any', 'external']),
    rejectedCallerHearsBusy: Type.Boolean(),
    divertOnRinging: Type.Boolean(),
    divertedBeforeRinging: Type.Boolean(),
    answeringSideFirst: Type.Boolean(),
    releasingSideFirst: Type.Boolean(),
    offHookBeforeDialing: Type.Boolean(),
    retrievedBeforeReleased: Type.Boolean(),
    unlistedNumbers: Type.Enum(['rings', 'unallocated']),
    repeatedReadyAccepted: Type.Boolean(),
    readyAtLogin: Type.Boolean(),
    agentStrictId: Type.Enum(['any', 'configured', 'password']),
    agentEmuLoginOnCall: Type.Boolean(),
    logoutOnDisconnect: Type.Boolean(),
    logoutOnOutOfService: Type.Boolean(),
    agentLicences: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    wrapUpTime: WrapUpTime,
    timedAcwInIdle: Type.Boolean(),
    acwInIdleForceReady: Type.Boolean(),
    wrapUpAfterNotReady: Type.Boolean(),
    legalGuardTime: Seconds,
    autoLogoutTimeout: Type.Integer({ minimum: 0, maximum: 1_440 }),
    autoLogoutReady: Type.Boolean(),
    agentNoAnswerTimeoutMs: Milliseconds,
    agentNoAnswerAction: Punishment,
    afterRoutingTimeoutMs: Milliseconds,
    afterRoutingTimeoutAction: Punishment,
    consultUserData: Type.Enum(['separate', 'inherited', 'joint']),
    userDataLimit: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    twoPartyMute: Type.Boolean(),
    forwardedCallState: Type.Enum(['Forwarded', 'Redirected']),
    noAnswerCallState: Type.Enum(['NoAnswer', 'Droppednoanswer', 'Redirected']),
    deletedPartyRole: Type.Enum(['DeletedParty', 'ConferenceMember']),
    clearedCallState: Type.Enum(['Cleared', 'Ok']),
    conferenceLimit: Type.Integer({ minimum: 3, maximum: 1_000 }),
    registrationsSurviveLinkLoss: Type.Boolean(),
    agentStatusNumbers: AgentStatusNumbers,
  }),
  { additionalProperties: false },
);

/** Which T-Server this contact centre has. */
export const SwitchSettingsSchema = Type.Object(
  {
    /** `SIP`: SIP Server. `CSTA`: a T-Server in front of a PBX. */
    profile: Type.Optional(Type.Enum(['SIP', 'CSTA'])),
    options: Type.Optional(SwitchOptionsSchema),
    /** Other error codes than the profile's, by the name of the check, or by `request/check`. */
    errorCodes: Type.Optional(
      Type.Record(Type.String(), Type.Enum(Object.keys(T_ERRORS).map(Number)), { maxProperties: 1_000 }),
    ),
  },
  { additionalProperties: false },
);
export type SwitchSettings = Static<typeof SwitchSettingsSchema>;
