import { agentAllows, type AgentState, doNotDisturb, forwarding, type TRequestName } from '@fusion-cti/protocol';
import { CodedError } from '../runtime/coded-error.js';
import type { ApiAgentState, LineState } from './line-state.js';
import { newCallAttributes } from './new-call.js';
import { type LineOperation, type LineTarget, lineOperation, pairsOf } from './operation.js';
import {
  ForwardData,
  NewCallData,
  NothingData,
  NotReadyData,
  StartMonitoringData,
  StopMonitoringData,
  UserEventData,
} from './schemas.js';

const AT_SWITCH: Readonly<Record<ApiAgentState, AgentState>> = {
  LoggedOut: 'Null',
  LoggedIn: 'NotReady',
  NotReady: 'NotReady',
  Ready: 'Ready',
};

const agentMay =
  (request: TRequestName) =>
  ({ agentState }: LineState): boolean =>
    agentAllows(AT_SWITCH[agentState], request);

const state = (on: boolean) => (on ? 'On' : 'Off');

/** Operations below `/voice`. */
export const LINE_OPERATIONS: readonly LineOperation[] = [
  lineOperation('login', 'RequestAgentLogin', NothingData, 'Log the agent in to the voice channel', {
    offered: ({ agentState }) => agentState === 'LoggedOut',
    attributes: (_data, { login }) => login,
  }),
  lineOperation('logout', 'RequestAgentLogout', NothingData, 'Log the agent out of the voice channel', {
    offered: agentMay('RequestAgentLogout'),
  }),
  lineOperation('ready', 'RequestAgentReady', NothingData, 'Take calls', {
    offered: agentMay('RequestAgentReady'),
    attributes: () => ({ AgentWorkMode: 'ManualIn' }),
  }),
  lineOperation('not-ready', 'RequestAgentNotReady', NotReadyData, 'Take no calls, and say why', {
    offered: agentMay('RequestAgentNotReady'),
    attributes: ({ agentWorkMode = 'AuxWork', reasonCode, reasons = [] }) => ({
      AgentWorkMode: agentWorkMode,
      ...(reasonCode !== undefined && {
        Reasons: [...pairsOf(reasons), { key: 'ReasonCode', type: 'str', value: reasonCode }],
      }),
    }),
  }),
  lineOperation('dnd-on', 'RequestSetDNDOn', NothingData, 'Do not disturb', {
    offered: ({ dnd }) => doNotDisturb(state(dnd), 'RequestSetDNDOn') !== undefined,
  }),
  lineOperation('dnd-off', 'RequestSetDNDOff', NothingData, 'Calls may disturb again', {
    offered: ({ dnd }) => doNotDisturb(state(dnd), 'RequestSetDNDOff') !== undefined,
  }),
  lineOperation('set-forward', 'RequestCallForwardSet', ForwardData, 'Forward every call', {
    offered: ({ forwardTo }) => forwarding(state(forwardTo !== undefined), 'RequestCallForwardSet') !== undefined,
    attributes: ({ forwardTo }) => ({ OtherDN: forwardTo, ForwardMode: 'Unconditional' }),
  }),
  lineOperation('cancel-forward', 'RequestCallForwardCancel', NothingData, 'Forward no more', {
    offered: ({ forwardTo }) => forwarding(state(forwardTo !== undefined), 'RequestCallForwardCancel') !== undefined,
  }),
  lineOperation('make-call', 'RequestMakeCall', NewCallData, 'Call a number', {
    attributes: (data, { behaviour }) => newCallAttributes(data, behaviour),
  }),
  lineOperation('send-user-event', 'RequestDistributeUserEvent', UserEventData, 'Send data to who listens', {
    attributes: ({ userData, callUuid }, target) => ({
      UserData: pairsOf(userData),
      ...(callUuid !== undefined && { ConnID: connIdOf(callUuid, target) }),
    }),
  }),
  lineOperation('start-monitoring', 'RequestMonitorNextCall', StartMonitoringData, 'Listen to an agent', {
    offered: ({ monitors }) => monitors === undefined,
    attributes: ({ phoneNumberToMonitor, monitoringNextCallType = 'OneCall', extensions = [], ...words }) => ({
      OtherDN: phoneNumberToMonitor,
      MonitorNextCallType: monitoringNextCallType,
      Extensions: [
        ...pairsOf(extensions),
        { key: 'MonitorMode', type: 'str', value: (words.monitoringMode ?? 'mute').toLowerCase() },
        { key: 'MonitorScope', type: 'str', value: (words.monitoringScope ?? 'call').toLowerCase() },
      ],
    }),
  }),
  lineOperation('stop-monitoring', 'RequestCancelMonitoring', StopMonitoringData, 'Listen no more', {
    offered: ({ monitors }) => monitors !== undefined,
    attributes: ({ phoneNumber }) => ({ ...(phoneNumber !== undefined && { OtherDN: phoneNumber }) }),
  }),
];

/** @throws CodedError `no-such-call` */
function connIdOf(uuid: string, { calls }: LineTarget): string {
  const call = calls.find(({ callUuid }) => callUuid === uuid);
  if (call === undefined) throw new CodedError('no-such-call');
  return call.connId;
}
