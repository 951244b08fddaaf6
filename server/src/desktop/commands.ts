import {
  COMMANDS,
  type CommandType,
  kvListOf,
  NOT_READY_REASON_KEY,
  recording,
  type RecordingCommand,
  RECORDING_KEY,
  recordingIn,
  RECORDING_SERVICES,
} from '@fusion-cti/protocol';
import { CodedError } from '../runtime/coded-error.js';
import { CommandChecks } from './checked-command.js';
import { type CommandBody, COMMAND_SCHEMAS } from './schemas.js';
import type { Desk } from './desk.js';
import { callFor, callPairFor } from './meant-calls.js';

type Handlers = { readonly [T in CommandType]: (desk: Desk, body: CommandBody<T>) => void };

/** Commands that need to know nothing but which line. */
type LineCommand = 'logout' | 'dndOn' | 'dndOff' | 'cancelForward';
/** Nothing but which call. */
type CallCommand = 'accept' | 'reject' | 'hangup' | 'clear' | 'hold' | 'retrieve' | 'mute' | 'unmute';
/** Which call, and where to. */
type DestinationCommand =
  | 'redirect'
  | 'initiateTransfer'
  | 'muteTransfer'
  | 'singleStepTransfer'
  | 'initiateConference'
  | 'singleStepConference';

/** What each command asks of the switch. A new command is a new row. */
const HANDLERS: Handlers = {
  initialize: signIn,
  ready: (desk) => void desk.request({ request: 'RequestAgentReady', ThisDN: desk.dn, AgentWorkMode: 'ManualIn' }),
  notReady: (desk, { reason, workMode = 'AuxWork' }) =>
    void desk.request({
      request: 'RequestAgentNotReady',
      ThisDN: desk.dn,
      AgentWorkMode: workMode,
      ...(reason !== undefined && { Reasons: kvListOf({ [NOT_READY_REASON_KEY]: reason }) }),
    }),
  logout: onLine('logout'),
  accept: onCall('accept'),
  reject: onCall('reject'),
  hangup: onCall('hangup'),
  makeCall,

  hold: onCall('hold'),
  retrieve: onCall('retrieve'),
  alternate: onTwoCalls('alternate'),
  reconnect: onTwoCalls('reconnect'),
  merge: (desk, body) => {
    const { held: ConnID, active: TransferConnID } = callPairFor('merge', desk, body);
    const { mergeType: MergeType = 'Conference' } = body;
    desk.request({ request: 'RequestMergeCalls', ThisDN: desk.dn, ConnID, TransferConnID, MergeType });
  },
  clear: onCall('clear'),
  redirect: toDestination('redirect'),

  initiateTransfer: toDestination('initiateTransfer'),
  completeTransfer: (desk, body) => {
    const { held: ConnID, active: TransferConnID } = callPairFor('completeTransfer', desk, body);
    desk.request({ request: 'RequestCompleteTransfer', ThisDN: desk.dn, ConnID, TransferConnID });
  },
  muteTransfer: toDestination('muteTransfer'),
  singleStepTransfer: toDestination('singleStepTransfer'),
  initiateConference: toDestination('initiateConference'),
  completeConference: (desk, body) => {
    const { held: ConnID, active: ConferenceConnID } = callPairFor('completeConference', desk, body);
    desk.request({ request: 'RequestCompleteConference', ThisDN: desk.dn, ConnID, ConferenceConnID });
  },
  singleStepConference: toDestination('singleStepConference'),
  deleteFromConference: (desk, body) => {
    const ConnID = callFor('deleteFromConference', desk, body);
    desk.request({ request: 'RequestDeleteFromConference', ThisDN: desk.dn, ConnID, OtherDN: body.number });
  },

  sendDtmf: (desk, body) => {
    const ConnID = callFor('sendDtmf', desk, body);
    desk.request({ request: 'RequestSendDTMF', ThisDN: desk.dn, ConnID, DTMFDigits: body.digits });
  },
  mute: onCall('mute'),
  unmute: onCall('unmute'),
  attachData: withData('attachData'),
  updateData: withData('updateData'),
  deleteData: (desk, body) => {
    const ConnID = callFor('deleteData', desk, body);
    desk.request({ request: 'RequestDeletePair', ThisDN: desk.dn, ConnID, UserDataKey: body.key });
  },

  startRecording: onRecording('startRecording'),
  stopRecording: onRecording('stopRecording'),
  pauseRecording: onRecording('pauseRecording'),
  resumeRecording: onRecording('resumeRecording'),

  sendUserEvent: (desk, { userData, of: ConnID }) =>
    void desk.request({
      request: 'RequestDistributeUserEvent',
      ThisDN: desk.dn,
      UserData: kvListOf(userData),
      ...(ConnID !== undefined && { ConnID }),
    }),
  dndOn: onLine('dndOn'),
  dndOff: onLine('dndOff'),
  forward: (desk, { toNumber: OtherDN, mode: ForwardMode = 'Unconditional' }) =>
    void desk.request({ request: 'RequestCallForwardSet', ThisDN: desk.dn, OtherDN, ForwardMode }),
  cancelForward: onLine('cancelForward'),
  monitor: (desk, { dn: OtherDN, mode = 'normal', scope = 'call', monitorType: MonitorNextCallType = 'OneCall' }) => {
    if (!desk.supervises(OtherDN))
      throw new CodedError('not-permitted', { details: `Not a line of yours: ${OtherDN}` });
    desk.request({
      request: 'RequestMonitorNextCall',
      ThisDN: desk.dn,
      OtherDN,
      MonitorNextCallType,
      Extensions: kvListOf({ MonitorMode: mode, MonitorScope: scope }),
    });
  },
  cancelMonitor: (desk, { dn }) =>
    void desk.request({
      request: 'RequestCancelMonitoring',
      ThisDN: desk.dn,
      ...(dn !== undefined && { OtherDN: dn }),
    }),
};

const CHECKS = new CommandChecks(COMMAND_SCHEMAS);

/**
 * A command as received, checked, and without what it should not have.
 * @throws CodedError `invalid-command` naming the field
 */
export function checkedBody<T extends CommandType>(type: T, body: unknown): CommandBody<T> {
  return CHECKS.check(type, body) as CommandBody<T>;
}

/** @throws CodedError when the command is refused; then nothing has changed */
export function execute<T extends CommandType>(desk: Desk, type: T, body: CommandBody<T>): void {
  const handler = HANDLERS[type] as (desk: Desk, body: CommandBody<T>) => void;
  desk.run(type, body, () => handler(desk, body));
}

function onLine(type: LineCommand) {
  const { request } = COMMANDS[type];
  return (desk: Desk): void => void desk.request({ request, ThisDN: desk.dn });
}

function onCall(type: CallCommand) {
  const { request } = COMMANDS[type];
  return (desk: Desk, body: CommandBody<CallCommand>): void =>
    void desk.request({ request, ThisDN: desk.dn, ConnID: callFor(type, desk, body) });
}

function toDestination(type: DestinationCommand) {
  const { request } = COMMANDS[type];
  return (desk: Desk, body: CommandBody<DestinationCommand>): void =>
    void desk.request({ request, ThisDN: desk.dn, ConnID: callFor(type, desk, body), OtherDN: body.toNumber });
}

function withData(type: 'attachData' | 'updateData') {
  const { request } = COMMANDS[type];
  return (desk: Desk, body: CommandBody<typeof type>): void => {
    const ConnID = callFor(type, desk, body);
    desk.request({ request, ThisDN: desk.dn, ConnID, UserData: kvListOf(body.userData) });
  };
}

/** [A] There is no recorder here to attach its state to the call, as one beside a T-Server does: so this does. */
function onRecording(type: RecordingCommand) {
  return (desk: Desk, body: CommandBody<typeof type>): void => {
    const ConnID = callFor(type, desk, body);
    const { userData = [] } = desk.parties.find(({ connId }) => connId === ConnID) ?? {};
    const row = recording(recordingIn(userData), type);
    if (row === undefined) throw CodedError.ofSwitch(496);
    const ThisDN = desk.dn;
    desk.request({ request: 'RequestPrivateService', PrivateServiceID: RECORDING_SERVICES[type], ThisDN, ConnID });
    const UserData = kvListOf({ [RECORDING_KEY]: row.to });
    desk.request({ request: 'RequestUpdateUserData', ThisDN, ConnID, UserData });
  };
}

/** The two requests in which ConnID is the call that the line is in. */
function onTwoCalls(type: 'alternate' | 'reconnect') {
  const { request } = COMMANDS[type];
  return (desk: Desk, body: CommandBody<typeof type>): void => {
    const { held: PreviousConnID, active: ConnID } = callPairFor(type, desk, body);
    desk.request({ request, ThisDN: desk.dn, ConnID, PreviousConnID });
  };
}

/**
 * Oracle's page has one word for three requests: register the line, log the agent in, and be ready for calls. Its
 * EventRegistered means that all of it worked, so a refused login takes the registration back.
 */
function signIn(desk: Desk): void {
  if (!desk.outlet.connected) throw new CodedError('not-connected');
  const ThisDN = desk.dn;
  desk.request({ request: 'RequestRegisterAddress', ThisDN });
  try {
    const { agentId: AgentID, password } = desk.agent;
    desk.request({
      request: 'RequestAgentLogin',
      ThisDN,
      AgentID,
      ...(password !== undefined && { Password: password }),
    });
  } catch (error) {
    desk.request({ request: 'RequestUnregisterAddress', ThisDN });
    throw error;
  }
  desk.request({ request: 'RequestAgentReady', ThisDN, AgentWorkMode: 'ManualIn' });
}

function makeCall(desk: Desk, { toNumber, connectionId }: CommandBody<'makeCall'>): void {
  if (connectionId !== undefined && desk.calls.hasEventId(connectionId)) {
    throw new CodedError('wrong-state', { details: `The call ${connectionId} is already up.` });
  }
  desk.calls.expectOutgoing(connectionId);
  try {
    desk.request({ request: 'RequestMakeCall', ThisDN: desk.dn, OtherDN: toNumber });
  } finally {
    desk.calls.expectOutgoing(undefined);
  }
}
