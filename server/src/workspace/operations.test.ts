import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestServer } from '../testing/test-server.js';
import { CALL_OPERATIONS } from './call-operations.js';
import { LINE_OPERATIONS } from './line-operations.js';
import { ApiClient } from './testing/api-client.js';

/** What an operation is asked about. */
interface Scene {
  readonly ava: ApiClient;
  readonly ben: ApiClient;
  /** The call that the operation is about. */
  readonly id: string;
  /** The call that it was begun for, or another that it is about. */
  readonly other: string;
}

type SetUp = (server: TestServer, ava: ApiClient, ben: ApiClient) => Promise<Partial<Pick<Scene, 'id' | 'other'>>>;

interface Row {
  readonly name: string;
  readonly scene: SetUp;
  readonly data?: (scene: Scene) => object;
  /** The T-Library request that it becomes, beside ThisDN; none where the switch has no part in it. */
  readonly request?: (scene: Scene) => object;
  /** The first notification that carries the operation's id. */
  readonly tells: object;
}

const idle: SetUp = async () => ({});
const ringing: SetUp = async (server, ava) => {
  const id = await server.ring('7001');
  await ava.call('Ringing');
  return { id };
};
const established: SetUp = async (server, ava, ben) => {
  const { id } = (await ringing(server, ava, ben)) as { id: string };
  await ava.onCall(id, 'answer');
  await ava.call('Established');
  return { id };
};
const after =
  (before: SetUp, ...operations: string[]): SetUp =>
  async (server, ava, ben) => {
    const scene = await before(server, ava, ben);
    for (const operation of operations) {
      await ava.does(operation.startsWith('/') ? operation : `/voice/calls/${scene.id}/${operation}`);
    }
    return scene;
  };
const consulting: SetUp = async (server, ava, ben) => {
  const { id: other } = (await established(server, ava, ben)) as { id: string };
  await ava.onCall(other, 'initiate-transfer', { destination: '7002' });
  const { id } = await ava.call('Dialing');
  await ben.onCall(id, 'answer');
  await ava.call('Established');
  return { id, other };
};
const conference: SetUp = async (server, ava, ben) => {
  const { id, other } = (await consulting(server, ava, ben)) as { id: string; other: string };
  await ava.onCall(id, 'complete-conference', { parentConnId: other });
  await ava.call('Established', 'ParticipantsUpdated');
  return { id: other };
};
const monitoring: SetUp = async (_server, ava) => {
  await ava.does('/voice/start-monitoring', { phoneNumberToMonitor: '7002', monitoringNextCallType: 'AllCalls' });
  await ava.type('MonitoringStateChanged');
  return {};
};
const listening: SetUp = async (server, ava, ben) => {
  await monitoring(server, ava, ben);
  const id = await server.ring('7002');
  await ben.onCall(id, 'answer');
  const call = await ava.call('Established');
  expect(call).toMatchObject({
    id,
    isMonitoredByMe: true,
    monitoringInfo: { monitoredDN: '7002', monitorMode: 'mute' },
  });
  return { id };
};

const REASONS = [{ key: 'Why', type: 'str', value: 'because' }];
const DATA = [{ key: 'Note', type: 'str', value: 'hello' }];
const dn = (fields: object) => ({ messageType: 'DnStateChanged', dn: { number: '7001', ...fields } });
const call = (state: string, fields: object = {}, notificationType = 'StateChange') => ({
  messageType: 'CallStateChanged',
  notificationType,
  call: { phoneNumber: '7001', state, ...fields },
});
const about = ({ id }: Scene) => ({ ConnID: id });

const LINE_ROWS: readonly Row[] = [
  {
    name: 'login',
    scene: after(idle, '/voice/logout'),
    request: () => ({ request: 'RequestAgentLogin', AgentID: '5001' }),
    tells: dn({ agentState: 'LoggedIn', agentId: '5001' }),
  },
  {
    name: 'logout',
    scene: idle,
    request: () => ({ request: 'RequestAgentLogout' }),
    tells: dn({ agentState: 'LoggedOut', capabilities: expect.arrayContaining(['login']) as unknown }),
  },
  {
    name: 'ready',
    scene: idle,
    data: () => ({ reasons: REASONS }),
    request: () => ({ request: 'RequestAgentReady', AgentWorkMode: 'ManualIn', Reasons: REASONS }),
    tells: dn({ agentState: 'Ready', reasons: REASONS }),
  },
  {
    name: 'not-ready',
    scene: idle,
    data: () => ({ agentWorkMode: 'WalkAway', reasonCode: 'Lunch', reasons: REASONS, extensions: DATA }),
    request: () => ({
      request: 'RequestAgentNotReady',
      AgentWorkMode: 'WalkAway',
      Reasons: [...REASONS, { key: 'ReasonCode', type: 'str', value: 'Lunch' }],
      Extensions: DATA,
    }),
    tells: dn({ agentState: 'NotReady', agentWorkMode: 'WalkAway' }),
  },
  {
    name: 'dnd-on',
    scene: idle,
    request: () => ({ request: 'RequestSetDNDOn' }),
    tells: dn({ dnd: true, capabilities: expect.arrayContaining(['dnd-off']) as unknown }),
  },
  {
    name: 'dnd-off',
    scene: after(idle, '/voice/dnd-on'),
    request: () => ({ request: 'RequestSetDNDOff' }),
    tells: dn({ dnd: false, capabilities: expect.arrayContaining(['dnd-on']) as unknown }),
  },
  {
    name: 'set-forward',
    scene: idle,
    data: () => ({ forwardTo: '7100' }),
    request: () => ({ request: 'RequestCallForwardSet', OtherDN: '7100', ForwardMode: 'Unconditional' }),
    tells: dn({ forwardTo: '7100' }),
  },
  {
    name: 'cancel-forward',
    scene: async (_server, ava) => {
      await ava.does('/voice/set-forward', { forwardTo: '7100' });
      return {};
    },
    request: () => ({ request: 'RequestCallForwardCancel' }),
    tells: dn({ capabilities: expect.arrayContaining(['set-forward']) as unknown }),
  },
  {
    name: 'make-call',
    scene: idle,
    data: () => ({ destination: '7002', userData: DATA, outboundCallerId: '+14155550111', extensions: REASONS }),
    request: () => ({
      request: 'RequestMakeCall',
      OtherDN: '7002',
      UserData: DATA,
      Extensions: [...REASONS, { key: 'CPNDigits', type: 'str', value: '+14155550111' }],
    }),
    tells: call('Dialing', { callType: 'Internal', dnis: '7002', userData: DATA }),
  },
  {
    name: 'send-user-event',
    scene: idle,
    data: () => ({ userData: DATA }),
    request: () => ({ request: 'RequestDistributeUserEvent', UserData: DATA }),
    tells: { messageType: 'EventUserEvent', userData: DATA },
  },
  {
    name: 'start-monitoring',
    scene: idle,
    data: () => ({ phoneNumberToMonitor: '7002', monitoringMode: 'Coach', monitoringScope: 'Agent' }),
    request: () => ({
      request: 'RequestMonitorNextCall',
      OtherDN: '7002',
      MonitorNextCallType: 'OneCall',
      Extensions: [
        { key: 'MonitorMode', type: 'str', value: 'coach' },
        { key: 'MonitorScope', type: 'str', value: 'agent' },
      ],
    }),
    tells: {
      messageType: 'MonitoringStateChanged',
      monitoringState: 'Started',
      supervisorDN: '7001',
      monitoringInfo: {
        monitoredDN: '7002',
        monitorMode: 'coach',
        monitorScope: 'agent',
        monitorNextCallType: 'OneCall',
      },
    },
  },
  {
    name: 'stop-monitoring',
    scene: monitoring,
    data: () => ({ phoneNumber: '7002' }),
    request: () => ({ request: 'RequestCancelMonitoring', OtherDN: '7002' }),
    tells: { messageType: 'MonitoringStateChanged', monitoringState: 'Stopped', supervisorDN: '7001' },
  },
];

const CALL_ROWS: readonly Row[] = [
  {
    name: 'answer',
    scene: ringing,
    data: () => ({ reasons: REASONS, extensions: DATA }),
    request: (scene) => ({ request: 'RequestAnswerCall', ...about(scene), Reasons: REASONS, Extensions: DATA }),
    tells: call('Established'),
  },
  {
    name: 'hold',
    scene: established,
    request: (scene) => ({ request: 'RequestHoldCall', ...about(scene) }),
    tells: call('Held'),
  },
  {
    name: 'retrieve',
    scene: after(established, 'hold'),
    request: (scene) => ({ request: 'RequestRetrieveCall', ...about(scene) }),
    tells: call('Established'),
  },
  {
    name: 'release',
    scene: ringing,
    request: (scene) => ({ request: 'RequestReleaseCall', ...about(scene) }),
    tells: call('Released'),
  },
  {
    name: 'clear',
    scene: established,
    request: (scene) => ({ request: 'RequestClearCall', ...about(scene) }),
    tells: call('Released'),
  },
  {
    name: 'redirect',
    scene: ringing,
    data: () => ({ destination: '7002' }),
    request: (scene) => ({ request: 'RequestRedirectCall', ...about(scene), OtherDN: '7002' }),
    tells: call('Released'),
  },
  {
    name: 'alternate',
    scene: consulting,
    data: ({ other }) => ({ heldConnId: other }),
    request: (scene) => ({ request: 'RequestAlternateCall', ...about(scene), PreviousConnID: scene.other }),
    tells: call('Held', { callType: 'Consult' }),
  },
  {
    name: 'reconnect',
    scene: consulting,
    data: ({ other }) => ({ heldConnId: other }),
    request: (scene) => ({ request: 'RequestReconnectCall', ...about(scene), PreviousConnID: scene.other }),
    tells: call('Released', { callType: 'Consult' }),
  },
  {
    name: 'merge',
    scene: consulting,
    data: ({ other }) => ({ otherConnId: other }),
    request: ({ id, other }) => ({
      request: 'RequestMergeCalls',
      ConnID: other,
      TransferConnID: id,
      MergeType: 'Conference',
    }),
    tells: call('Established', { callType: 'Inbound' }),
  },
  {
    name: 'complete',
    scene: after(established, 'release'),
    tells: call('Completed', { capabilities: [] }),
  },
  {
    name: 'initiate-transfer',
    scene: established,
    data: () => ({ destination: '7002' }),
    request: (scene) => ({ request: 'RequestInitiateTransfer', ...about(scene), OtherDN: '7002' }),
    tells: call('Dialing', { callType: 'Consult' }),
  },
  {
    name: 'complete-transfer',
    scene: consulting,
    data: ({ other }) => ({ parentConnId: other }),
    request: ({ id, other }) => ({ request: 'RequestCompleteTransfer', ConnID: other, TransferConnID: id }),
    tells: call('Released', { callType: 'Inbound' }),
  },
  {
    name: 'single-step-transfer',
    scene: established,
    data: () => ({ destination: '7002', userData: DATA }),
    request: (scene) => ({
      request: 'RequestSingleStepTransfer',
      ...about(scene),
      OtherDN: '7002',
      UserData: DATA,
    }),
    tells: call('Released'),
  },
  {
    name: 'initiate-conference',
    scene: established,
    data: () => ({ destination: '7002' }),
    request: (scene) => ({ request: 'RequestInitiateConference', ...about(scene), OtherDN: '7002' }),
    tells: call('Dialing', { callType: 'Consult' }),
  },
  {
    name: 'complete-conference',
    scene: consulting,
    data: ({ other }) => ({ parentConnId: other }),
    request: ({ id, other }) => ({ request: 'RequestCompleteConference', ConnID: other, ConferenceConnID: id }),
    tells: call('Established', { callType: 'Inbound' }),
  },
  {
    name: 'single-step-conference',
    scene: established,
    data: () => ({ destination: '7002' }),
    request: (scene) => ({ request: 'RequestSingleStepConference', ...about(scene), OtherDN: '7002' }),
    tells: call('Established', {}, 'ParticipantsUpdated'),
  },
  {
    name: 'delete-from-conference',
    scene: conference,
    data: () => ({ dnToDrop: '7002' }),
    request: (scene) => ({ request: 'RequestDeleteFromConference', ...about(scene), OtherDN: '7002' }),
    tells: call('Established', { participants: [{ number: '+14155550100' }] }, 'ParticipantsUpdated'),
  },
  {
    name: 'attach-user-data',
    scene: established,
    data: () => ({ userData: DATA }),
    request: (scene) => ({ request: 'RequestAttachUserData', ...about(scene), UserData: DATA }),
    tells: call('Established', { userData: DATA }, 'AttachedDataChanged'),
  },
  {
    name: 'update-user-data',
    scene: established,
    data: () => ({ userData: DATA }),
    request: (scene) => ({ request: 'RequestUpdateUserData', ...about(scene), UserData: DATA }),
    tells: call('Established', { userData: DATA }, 'AttachedDataChanged'),
  },
  {
    name: 'delete-user-data-pair',
    scene: async (server, ava, ben) => {
      const scene = (await established(server, ava, ben)) as { id: string };
      await ava.onCall(scene.id, 'attach-user-data', { userData: [...DATA, ...DATA, ...REASONS] });
      return scene;
    },
    data: () => ({ key: 'Note' }),
    request: (scene) => ({ request: 'RequestDeletePair', ...about(scene), UserDataKey: 'Note' }),
    tells: call('Established', { userData: REASONS }, 'AttachedDataChanged'),
  },
  {
    name: 'send-dtmf',
    scene: established,
    data: () => ({ dtmfDigits: '12#' }),
    request: (scene) => ({ request: 'RequestSendDTMF', ...about(scene), DTMFDigits: '12#' }),
    tells: call('Established'),
  },
  ...(
    [
      ['start-recording', established, 3013, 'Recording', ['stop-recording', 'pause-recording']],
      ['stop-recording', after(established, 'start-recording'), 3014, 'Stopped', ['start-recording']],
      ['pause-recording', after(established, 'start-recording'), 3015, 'Paused', ['resume-recording']],
      [
        'resume-recording',
        after(established, 'start-recording', 'pause-recording'),
        3016,
        'Recording',
        ['stop-recording'],
      ],
    ] as const
  ).map(([name, scene, PrivateServiceID, recordingState, capabilities]): Row => ({
    name,
    scene,
    request: (given) => ({ request: 'RequestPrivateService', ...about(given), PrivateServiceID }),
    tells: call(
      'Established',
      { recordingState, capabilities: expect.arrayContaining([...capabilities]) as unknown },
      'CallRecordingStateChange',
    ),
  })),
  {
    name: 'switch-to-barge-in',
    scene: listening,
    request: (scene) => ({ request: 'RequestSetMuteOff', ...about(scene) }),
    tells: call('Established', { monitoringInfo: { monitorMode: 'connect' } }),
  },
  {
    name: 'switch-to-listen-in',
    scene: after(listening, 'switch-to-barge-in'),
    request: (scene) => ({ request: 'RequestSetMuteOn', ...about(scene) }),
    tells: call('Established', { monitoringInfo: { monitorMode: 'mute' } }),
  },
  {
    name: 'switch-to-coaching',
    scene: listening,
    request: (scene) => ({ request: 'RequestSetCallInfo', ...about(scene) }),
    tells: { messageType: 'EventError', code: 51, message: 'Unsupported operation' },
  },
];

describe('operations', () => {
  let server: TestServer;
  let ava: ApiClient;
  let ben: ApiClient;
  beforeEach(async () => {
    server = await TestServer.start();
    ava = await ApiClient.atWork(server, '5001', '7001', { autoCompleteCall: false });
    ben = await ApiClient.atWork(server, '5002', '7002');
  });
  afterEach(async () => {
    await Promise.all([ava.stop(), ben.stop()]);
    await server.stop();
  });

  /** The last request that a line's client sent to the switch. */
  const lastRequest = async () => {
    const { entries } = await server.get<{ entries: { name: string; direction: string; payload: object }[] }>(
      '/control/journal',
    );
    return entries.filter(({ name, direction }) => direction === 'in' && name.startsWith('Request')).at(-1)?.payload;
  };

  it('G-06 Every operation of the tables has a row here', () => {
    expect(LINE_ROWS.map(({ name }) => name)).toEqual(LINE_OPERATIONS.map(({ name }) => name));
    expect(CALL_ROWS.map(({ name }) => name)).toEqual(CALL_OPERATIONS.map(({ name }) => name));
  });

  const ROWS = [
    ...LINE_ROWS.map((row) => ({ ...row, path: () => `/voice/${row.name}` })),
    ...CALL_ROWS.map((row) => ({ ...row, path: ({ id }: Scene) => `/voice/calls/${id}/${row.name}` })),
  ];

  it.each(ROWS)('G-06 $name is one request to the switch, and is told with its operationId', async (row) => {
    const scene: Scene = { ava, ben, id: '', other: '', ...(await row.scene(server, ava, ben)) };
    const before = await lastRequest();
    const answer = await ava.post(row.path(scene), {
      ...(row.data !== undefined && { data: row.data(scene) }),
      operationId: 'mine',
    });
    expect(answer).toMatchObject({ http: 200, body: { status: { code: 1 }, operationId: 'mine' } });
    const request = await lastRequest();
    if (row.request === undefined) expect(request).toEqual(before);
    else
      expect(request).toEqual({
        kind: 'request',
        client: 'workspace:1',
        referenceId: expect.any(Number) as unknown,
        request: { ThisDN: '7001', ...row.request(scene) },
      });
    const heard = await ava.next(
      ({ operationId, messageType }) => operationId === 'mine' || messageType === 'EventUserEvent',
    );
    expect(heard).toMatchObject(row.tells);
  });
});
