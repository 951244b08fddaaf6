import { describe, expect, it } from 'vitest';
import { EVENT_DATA_SHAPE, fits, type TEvent } from '@fusion-cti/protocol';
import { eventDataOf } from './projection.js';

const bare: TEvent = { event: 'EventRinging', EventSequenceNumber: 7, TimeinSecs: 1, TimeinuSecs: 2 };

const full: Required<TEvent> = {
  ...bare,
  ReferenceID: 3,
  ThisDN: '7001',
  ThisDNRole: 'Destination',
  ThisQueue: '8001',
  OtherDN: '+1',
  OtherDNRole: 'Origination',
  ThirdPartyDN: '7002',
  ThirdPartyDNRole: 'TransferredBy',
  ConnID: '006c02462a161006',
  PreviousConnID: '006c02462a161005',
  CallID: 5,
  CallUUID: 'AM5D3AE9D90757BKTSVJTCIAR4000014',
  CallType: 'Inbound',
  CallState: 'Transferred',
  ANI: '+2',
  DNIS: '800',
  AgentID: '5001',
  AgentWorkMode: 'AuxWork',
  AddressType: 'DN',
  UserData: [{ key: 'k', type: 'str', value: 'a "quoted" text' }],
  Extensions: [{ key: 'AgentStatus', type: 'int', value: 2 }],
  Reasons: [],
  ErrorCode: 71,
  ErrorMessage: 'Invalid Called Dn',
};

describe('eventDataOf', () => {
  it('W-06 writes every attribute under its name on the wire, enumerations by name and number', () => {
    const data: unknown = JSON.parse(JSON.stringify(eventDataOf(full)));
    expect(data).toEqual({
      thisDN: '7001',
      thisDNRole: 'Destination',
      thisQueue: '8001',
      otherDN: '+1',
      otherDNRole: 'Origination',
      thirdPartyDN: '7002',
      thirdPartyDNRole: 'TransferredBy',
      connID: '006c02462a161006',
      previousConnID: '006c02462a161005',
      callID: 5,
      callUuid: 'AM5D3AE9D90757BKTSVJTCIAR4000014',
      callType: 'Inbound',
      callTypeId: 2,
      callState: 'Transferred',
      callStateId: 1,
      ani: '+2',
      dnis: '800',
      agentID: '5001',
      workMode: 'AuxWork',
      workModeId: 4,
      userData: [{ key: 'k', type: 'str', value: 'a "quoted" text' }],
      extensions: [{ key: 'AgentStatus', type: 'int', value: 2 }],
      reasons: [],
      errorCode: 71,
      errorMessage: 'Invalid Called Dn',
      eventSequenceNumber: 7,
      timeInSecs: 1,
      timeInuSecs: 2,
    });
    expect(fits(EVENT_DATA_SHAPE, data)).toBe(true);
  });

  it('leaves away what the event lacks', () => {
    expect(JSON.parse(JSON.stringify(eventDataOf(bare)))).toEqual({
      eventSequenceNumber: 7,
      timeInSecs: 1,
      timeInuSecs: 2,
    });
  });

  it.each(['"', '\\', '\n', '\u0000', 'Zoë', '漢字', '😀', '\ud800', '</script>', '~ !#[]'])(
    'survives a caller who calls from %j',
    (ANI) => {
      expect(JSON.parse(JSON.stringify(eventDataOf({ ...bare, ANI })))).toMatchObject({ ani: ANI });
    },
  );
});
