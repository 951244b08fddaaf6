import type { TRequestName } from '@fusion-cti/protocol';
import type { RecordingOperation } from './behaviour.js';
import type { RecordingState } from './line-state.js';
import { newCallAttributes } from './new-call.js';
import { type CallOperation, callOperation, type CallTarget, pairsOf } from './operation.js';
import {
  DestinationData,
  DigitsData,
  DropData,
  HeldCallData,
  KeyData,
  NewCallData,
  NothingData,
  OtherCallData,
  PairsData,
  ParentCallData,
} from './schemas.js';

/** Operations below `/voice/calls/{id}`. */
export const CALL_OPERATIONS: readonly CallOperation[] = [
  callOperation('answer', 'RequestAnswerCall', NothingData, 'Answer a ringing call'),
  callOperation('hold', 'RequestHoldCall', NothingData, 'Put the call on hold'),
  callOperation('retrieve', 'RequestRetrieveCall', NothingData, 'Take the call from hold'),
  callOperation('release', 'RequestReleaseCall', NothingData, 'Leave the call, or reject it'),
  callOperation('clear', 'RequestClearCall', NothingData, 'End the call for everybody'),
  callOperation('redirect', 'RequestRedirectCall', DestinationData, 'Send a ringing call elsewhere', {
    attributes: ({ destination, location }) => ({
      OtherDN: destination,
      ...(location !== undefined && { Location: location }),
    }),
  }),
  // T-Library's ConnID is the current call here, and its PreviousConnID the one on hold.
  callOperation('alternate', 'RequestAlternateCall', HeldCallData, 'Hold this call and take the other from hold', {
    attributes: ({ heldConnId }) => ({ PreviousConnID: heldConnId }),
  }),
  callOperation('reconnect', 'RequestReconnectCall', HeldCallData, 'Release this call and take the other from hold', {
    attributes: ({ heldConnId }) => ({ PreviousConnID: heldConnId }),
  }),
  callOperation('merge', 'RequestMergeCalls', OtherCallData, 'Make one call of two', {
    attributes: ({ otherConnId }, target) => ({
      ...heldFirst(target, otherConnId),
      MergeType: target.behaviour.mergeType,
    }),
  }),
  {
    name: 'complete',
    summary: 'Everything about this call is done',
    data: NothingData,
    offered: ({ call }) => call.party === 'Null' && !call.completed,
    change: { completed: true },
  },

  beginning('initiate-transfer', 'RequestInitiateTransfer', 'Consult somebody, to transfer the call'),
  // The API names the consultation in the path, T-Library the call on hold in ConnID.
  callOperation('complete-transfer', 'RequestCompleteTransfer', ParentCallData, 'Connect the other two', {
    attributes: ({ parentConnId }, { call }) => ({ ConnID: parentConnId, TransferConnID: call.connId }),
  }),
  beginning('single-step-transfer', 'RequestSingleStepTransfer', 'Transfer the call at once'),
  beginning('initiate-conference', 'RequestInitiateConference', 'Consult somebody, to make a conference'),
  callOperation('complete-conference', 'RequestCompleteConference', ParentCallData, 'Bring all together', {
    attributes: ({ parentConnId }, { call }) => ({ ConnID: parentConnId, ConferenceConnID: call.connId }),
  }),
  beginning('single-step-conference', 'RequestSingleStepConference', 'Bring somebody into the call at once'),
  callOperation('delete-from-conference', 'RequestDeleteFromConference', DropData, 'Drop somebody', {
    offered: ({ call }) => call.party === 'Connected' && call.participants.length > 1,
    attributes: ({ dnToDrop }) => ({ OtherDN: dnToDrop }),
  }),

  callOperation('attach-user-data', 'RequestAttachUserData', PairsData, 'Append pairs, also of known keys', {
    attributes: ({ userData }) => ({ UserData: pairsOf(userData) }),
  }),
  callOperation('update-user-data', 'RequestUpdateUserData', PairsData, 'Replace the values of keys', {
    attributes: ({ userData }) => ({ UserData: pairsOf(userData) }),
  }),
  callOperation('delete-user-data-pair', 'RequestDeletePair', KeyData, 'Remove a key', {
    attributes: ({ key }) => ({ UserDataKey: key }),
  }),
  callOperation('send-dtmf', 'RequestSendDTMF', DigitsData, 'Send tones', {
    attributes: ({ dtmfDigits }) => ({ DTMFDigits: dtmfDigits }),
  }),

  recording('start-recording', 'Record the call', [undefined, 'Stopped'], 'Recording'),
  recording('stop-recording', 'Record no more', ['Recording', 'Paused'], 'Stopped'),
  recording('pause-recording', 'Do not record for a while', ['Recording'], 'Paused'),
  recording('resume-recording', 'Record again', ['Paused'], 'Recording'),

  supervising('switch-to-barge-in', 'RequestSetMuteOff', 'Be heard by everybody', ['mute', 'coach']),
  supervising('switch-to-listen-in', 'RequestSetMuteOn', 'Be heard by nobody', ['connect']),
  // The switch takes the mode before the call only. It refuses this itself, as anything that it does not know.
  callOperation(
    'switch-to-coaching',
    'RequestSetCallInfo',
    NothingData,
    'Be heard by the agent. Always refused: the switch takes this mode before the call only',
    {
      offered: () => false,
    },
  ),
];

function beginning(
  name: string,
  request: Extract<
    TRequestName,
    | 'RequestInitiateTransfer'
    | 'RequestSingleStepTransfer'
    | 'RequestInitiateConference'
    | 'RequestSingleStepConference'
  >,
  summary: string,
): CallOperation {
  return callOperation(name, request, NewCallData, summary, {
    attributes: (data, { behaviour }) => newCallAttributes(data, behaviour),
  });
}

/** The switch does not say whether it records: it takes the request, and the line remembers. */
function recording(
  name: RecordingOperation,
  summary: string,
  from: readonly (RecordingState | undefined)[],
  to: RecordingState,
): CallOperation {
  return callOperation(name, 'RequestPrivateService', NothingData, summary, {
    offered: ({ call }) => call.party !== 'Null' && call.party !== 'Failed' && from.includes(call.recording),
    attributes: (_data, { behaviour }) => ({ PrivateServiceID: behaviour.recordingServices[name] }),
    change: { recording: to },
    guarded: true,
  });
}

/** A supervisor in a call is silenced or not: that is all the difference between listening in and barging in. */
function supervising(
  name: string,
  request: 'RequestSetMuteOn' | 'RequestSetMuteOff',
  summary: string,
  from: readonly string[],
): CallOperation {
  return callOperation(name, request, NothingData, summary, {
    offered: ({ call }) => call.party === 'Connected' && from.includes(call.monitoring?.monitorMode ?? ''),
    guarded: true,
  });
}

/** The API does not say which of the two calls is on hold; T-Library wants that one first. */
function heldFirst({ call, calls }: CallTarget, other: string) {
  const otherHeld = calls.some(({ connId, party }) => connId === other && party === 'Held');
  return otherHeld ? { ConnID: other, TransferConnID: call.connId } : { ConnID: call.connId, TransferConnID: other };
}
