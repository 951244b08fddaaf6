import type { SwitchBehaviour } from '../behaviour.js';
import type { Moment } from './random-moments.js';
import type { Draw } from './random-requests.js';

const draw = (name: Draw['name'], nth: number, attributes: Draw['attributes'] = {}): Draw => ({
  name,
  nth,
  stray: false,
  attributes,
});
/** What once went wrong, and shall not again. */
export const PINNED: [Partial<SwitchBehaviour>, Moment[]][] = [
  // The routing point of a dialler's call never heard that nobody answered.
  [{}, [draw('RequestMakePredictiveCall', 0, { OtherDN: 'X' }), { kind: 'farEndRelease', nth: 0 }]],
  // A mask kept the answer from who had asked.
  [
    {},
    [
      draw('RequestSetInputMask', 0, { InputMask: 'ffffffffffffffffffffffffffffffff' }),
      { kind: 'inboundCall', to: 'A', from: 'Y' },
      draw('RequestAnswerCall', 0),
    ],
  ],
  // The virtual queue of a call that had moved was told of another VQID.
  [
    {},
    [
      draw('RequestMakeCall', 23, { OtherDN: 'A' }),
      draw('RequestSetDNDOn', 6),
      draw('RequestAnswerCall', 0),
      draw('RequestInitiateConference', 0, { OtherDN: 'P' }),
      draw('RequestCompleteConference', 0),
    ],
  ],
  // An agent who came to a conference through a queue was no member of it.
  [
    {},
    [
      { kind: 'inboundCall', to: 'D', from: 'Y' },
      draw('RequestCallForwardSet', 0, { OtherDN: 'Q', ForwardMode: 'Unconditional' }),
      draw('RequestAnswerCall', 0),
      draw('RequestSingleStepConference', 0, { OtherDN: 'A' }),
    ],
  ],
  // A call that rang at an agent overflowed, and rang at two.
  [{ divertOnRinging: false }, [{ kind: 'inboundCall', to: 'Q', from: 'Y' }, { elapse: 61_000 }]],
  // Who answered a redirected call took it out of a queue that it had come to for somebody else.
  [
    {},
    [
      draw('RequestMakeCall', 12, { OtherDN: 'D' }),
      draw('RequestAnswerCall', 0),
      draw('RequestInitiateTransfer', 0, { OtherDN: 'P' }),
      draw('RequestCompleteConference', 0),
      draw('RequestRedirectCall', 0, { OtherDN: 'X' }),
      { kind: 'farEndAnswer', nth: 0 },
    ],
  ],
  // Two calls of three became one of four, and its members were still caller and called.
  [
    {},
    [
      draw('RequestMakeCall', 2, { OtherDN: 'A' }),
      draw('RequestAnswerCall', 0),
      draw('RequestInitiateConference', 0, { OtherDN: 'X' }),
      draw('RequestAnswerCall', 0),
      draw('RequestSingleStepConference', 22, { OtherDN: 'X' }),
      draw('RequestMergeCalls', 0, { MergeType: 'Transfer' }),
    ],
  ],
  // A call came to a routing point where it was already.
  [
    {},
    [
      draw('RequestMakeCall', 0, { OtherDN: 'A' }),
      draw('RequestAnswerCall', 0),
      draw('RequestInitiateConference', 0, { OtherDN: 'P' }),
      draw('RequestCompleteConference', 0),
      draw('RequestRedirectCall', 9, { OtherDN: 'P' }),
    ],
  ],
  // Who was alone in a queue sent the call on, and nobody was left in it.
  [
    {},
    [
      draw('RequestMakeCall', 21, { OtherDN: 'A' }),
      draw('RequestAnswerCall', 0),
      draw('RequestInitiateTransfer', 0, { OtherDN: 'Q' }),
      draw('RequestCompleteTransfer', 0),
      draw('RequestRedirectCall', 0, { OtherDN: 'P' }),
    ],
  ],
  // Who only listened to a call took part in it.
  [
    {},
    [
      draw('RequestMonitorNextCall', 15, { OtherDN: 'B', MonitorNextCallType: 'OneCall' }),
      draw('RequestMakeCall', 0, { OtherDN: 'B' }),
      draw('RequestAnswerCall', 0),
      draw('RequestSingleStepTransfer', 1, { OtherDN: 'P' }),
      draw('RequestRedirectCall', 2, { OtherDN: 'X' }),
    ],
  ],
  // Who was found by a routing point took another call out of it, when both were one conference.
  [
    {},
    [
      draw('RequestMakeCall', 2, { OtherDN: 'A' }),
      draw('RequestAnswerCall', 0),
      draw('RequestInitiateConference', 0, { OtherDN: 'P' }),
      draw('RequestInitiateConference', 0, { OtherDN: 'P' }),
      draw('RequestCompleteTransfer', 7),
      draw('RequestCompleteConference', 0),
      draw('RequestAnswerCall', 0),
    ],
  ],
  // A call that rang at an agent was transferred, and overflowed to another all the same.
  [
    { divertOnRinging: false },
    [
      draw('RequestMakeCall', 2, { OtherDN: 'A' }),
      draw('RequestAnswerCall', 0),
      draw('RequestInitiateTransfer', 0, { OtherDN: 'Q' }),
      draw('RequestCompleteTransfer', 0),
      { elapse: 61_000 },
    ],
  ],
  // An agent redirected a call that its queue still held, and it stayed there.
  [
    { divertOnRinging: false },
    [{ kind: 'inboundCall', to: 'Q', from: 'Y' }, draw('RequestRedirectCall', 0, { OtherDN: 'A' })],
  ],
  // Everybody had transferred themselves out, and the call stayed in its queue.
  [
    { afterRoutingTimeoutMs: 10_000, afterRoutingTimeoutAction: 'logout' },
    [
      draw('RequestAnswerCall', 1),
      draw('RequestAnswerCall', 0),
      draw('RequestInitiateTransfer', 0, { OtherDN: 'Q' }),
      { elapse: 61_000 },
      draw('RequestCompleteTransfer', 0),
      draw('RequestInitiateTransfer', 0, { OtherDN: 'X' }),
      draw('RequestCompleteTransfer', 0),
    ],
  ],
  // An agent could not log in any more when one of their queues was gone.
  [{}, [{ kind: 'dnRemoved', dn: 'Q' }, draw('RequestAgentLogin', 0, { AgentID: '1' })]],
  // A call that nobody had answered went back to a routing point that was gone.
  [
    { afterRoutingTimeoutMs: 10_000 },
    [{ kind: 'inboundCall', to: 'P', from: 'Y' }, { kind: 'dnRemoved', dn: 'P' }, { elapse: 16_000 }],
  ],
  // A supervisor without a DN joined a call.
  [
    {},
    [
      draw('RequestMonitorNextCall', 3, { OtherDN: 'A', MonitorNextCallType: 'AllCalls' }),
      { kind: 'dnRemoved', dn: 'D' },
      { kind: 'inboundCall', to: 'A', from: 'Y' },
      draw('RequestAnswerCall', 0),
    ],
  ],
  // A dialler's call was answered, and its routing point was gone.
  [
    {},
    [
      draw('RequestMakePredictiveCall', 0, { OtherDN: 'X' }),
      { kind: 'dnRemoved', dn: 'P' },
      { kind: 'farEndAnswer', nth: 0 },
    ],
  ],
  // Two conferences became one that was larger than there is room for.
  [
    { conferenceLimit: 3 },
    [
      draw('RequestMakeCall', 0, { OtherDN: 'B' }),
      draw('RequestAnswerCall', 0),
      draw('RequestInitiateConference', 0, { OtherDN: 'C' }),
      draw('RequestAnswerCall', 0),
      draw('RequestSingleStepConference', 2, { OtherDN: 'D' }),
      draw('RequestCompleteConference', 0),
    ],
  ],
  // A conference was transferred to a held call while a queue had yet to find somebody for it.
  [
    {},
    [
      draw('RequestListenReconnect', 23, { OtherDN: '?' }),
      draw('RequestAnswerCall', 0),
      draw('RequestCompleteTransfer', 8, { Reasons: [] }),
      draw('RequestAnswerCall', 0, { Extensions: [] }),
      draw('RequestInitiateTransfer', 11, { OtherDN: 'P' }),
      draw('RequestCompleteConference', 3, { Extensions: [] }),
      draw('RequestCompleteTransfer', 0),
    ],
  ],
];
