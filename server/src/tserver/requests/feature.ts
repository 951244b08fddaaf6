import {
  doNotDisturb,
  forwarding,
  messageWaiting,
  type FeatureState,
  type FeatureTrigger,
  type Machine,
  type TEventName,
} from '@fusion-cti/protocol';
import { advance } from '../model/advance.js';
import type { Dn } from '../model/dn.js';
import { destinationOf } from '../call-control/destination.js';
import { onPhone } from './checks.js';
import type { RequestDefinition } from './definition.js';

type FeatureMachine = Machine<FeatureState, FeatureTrigger, TEventName>;

/** A request that turns something about a phone on or off. The table says what is a change; what is none is refused. */
function toggle<Name extends FeatureTrigger>(
  request: Name,
  machine: FeatureMachine,
  stateOf: (dn: Dn) => FeatureState,
  set: (dn: Dn, state: FeatureState) => void,
): RequestDefinition<Exclude<FeatureTrigger, 'RequestCallForwardSet' | 'RequestCallForwardCancel'>> {
  return {
    preconditions: [
      ...onPhone,
      {
        name: 'not-in-same-state',
        code: 43,
        holds: (context, { ThisDN }) => machine(stateOf(context.directory.dn(ThisDN)), request) !== undefined,
      },
    ],
    perform: (context, { ThisDN }, answer) => {
      const dn = context.directory.dn(ThisDN);
      const row = advance(machine, stateOf(dn), request, `DN ${ThisDN}`);
      set(dn, row.to);
      for (const event of row.emits ?? []) context.tell.dn(dn, event, answer);
      context.distribution.changed(dn);
    },
  };
}

const setDoNotDisturb = (dn: Dn, state: FeatureState) => {
  dn.doNotDisturb = state;
};
const setMessageWaiting = (dn: Dn, state: FeatureState) => {
  dn.messageWaiting = state;
};
const forwardState = (dn: Dn): FeatureState => (dn.forwarding === undefined ? 'Off' : 'On');

const callForwardSet: RequestDefinition<'RequestCallForwardSet'> = {
  preconditions: [
    ...onPhone,
    {
      name: 'forward-target-known',
      code: 195,
      holds: (context, { ThisDN, OtherDN }) => OtherDN !== ThisDN && destinationOf(context, OtherDN) !== undefined,
    },
    { name: 'info-type-fits', code: 53, holds: (_context, { ForwardMode }) => ForwardMode !== 'None' },
  ],
  perform: (context, { request, ThisDN, OtherDN, ForwardMode }, answer) => {
    const dn = context.directory.dn(ThisDN);
    const row = advance(forwarding, forwardState(dn), request, `DN ${ThisDN}`);
    dn.forwarding = { to: OtherDN, mode: ForwardMode };
    for (const event of row.emits ?? []) context.tell.dn(dn, event, answer, { OtherDN, ForwardMode });
  },
};

/** [D] The event says which forwarding it was. */
const callForwardCancel: RequestDefinition<'RequestCallForwardCancel'> = {
  preconditions: [
    ...onPhone,
    {
      name: 'not-in-same-state',
      code: 43,
      holds: (context, { ThisDN, request }) =>
        forwarding(forwardState(context.directory.dn(ThisDN)), request) !== undefined,
    },
  ],
  perform: (context, { request, ThisDN }, answer) => {
    const dn = context.directory.dn(ThisDN);
    const row = advance(forwarding, forwardState(dn), request, `DN ${ThisDN}`);
    const was = dn.forwarding;
    dn.forwarding = undefined;
    const details = was && { OtherDN: was.to, ForwardMode: was.mode };
    for (const event of row.emits ?? []) context.tell.dn(dn, event, answer, details);
  },
};

export const FEATURE_REQUESTS = {
  RequestSetDNDOn: toggle('RequestSetDNDOn', doNotDisturb, (dn) => dn.doNotDisturb, setDoNotDisturb),
  RequestSetDNDOff: toggle('RequestSetDNDOff', doNotDisturb, (dn) => dn.doNotDisturb, setDoNotDisturb),
  RequestSetMessageWaitingOn: toggle(
    'RequestSetMessageWaitingOn',
    messageWaiting,
    (dn) => dn.messageWaiting,
    setMessageWaiting,
  ),
  RequestSetMessageWaitingOff: toggle(
    'RequestSetMessageWaitingOff',
    messageWaiting,
    (dn) => dn.messageWaiting,
    setMessageWaiting,
  ),
  RequestCallForwardSet: callForwardSet,
  RequestCallForwardCancel: callForwardCancel,
};
