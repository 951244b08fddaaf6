import { describe, expect, it } from 'vitest';
import { T_REQUESTS } from '../tlib/requests.js';
import { COMMANDS, commandTypes, type CommandType } from '../wire/commands.js';
import { agent, AGENT_TABLE } from './agent.js';
import { AGENT_STATES } from './agent-states.js';
import {
  agentAllows,
  commandFitsParty,
  PARTY_CAPABILITIES,
  partyAllows,
  SECOND_CALL_CAPABILITIES,
} from './capabilities.js';
import { CHAT_AGENT_TABLE, CHAT_PLACE_TABLE, CHAT_TABLE } from './chat.js';
import { DEVICE_TABLE } from './device.js';
import { commandFitsLine, type LineSituation } from './line-capabilities.js';
import { PARTY_STATES, PARTY_TABLE, type PartyState } from './party.js';
import { RECORDING_COMMANDS, RECORDING_TABLE } from './recording.js';
import { REGISTRATION_TABLE } from './registration.js';
import { machineOf, type Transition } from './transition.js';

const TABLES: Record<string, readonly Transition<string, string, string>[]> = {
  agent: AGENT_TABLE,
  chat: CHAT_TABLE,
  'chat agent': CHAT_AGENT_TABLE,
  'chat place': CHAT_PLACE_TABLE,
  device: DEVICE_TABLE,
  party: PARTY_TABLE,
  recording: RECORDING_TABLE,
  registration: REGISTRATION_TABLE,
};

describe.each(Object.entries(TABLES))('the %s table', (_name, rows) => {
  it('has a sentence for each row', () => {
    for (const row of rows) expect(row.spec).toMatch(/^[A-Z].*\.$/);
  });

  it('can reach each state from where a machine begins', () => {
    const first = rows[0]!.from;
    const reached = new Set([first]);
    for (let before = 0; before < reached.size;) {
      before = reached.size;
      for (const row of rows) if (reached.has(row.from)) reached.add(row.to);
    }
    for (const row of rows) expect([...reached]).toContain(row.from);
  });
});

describe('machineOf', () => {
  it('finds the row for a state and a trigger, and none where there is none', () => {
    expect(agent('Null', 'RequestAgentLogin')?.to).toBe('NotReady');
    expect(agent('Null', 'RequestAgentReady')).toBeUndefined();
  });

  it('refuses a table that contradicts itself', () => {
    const row = { from: 'a', on: 'x', to: 'b', spec: 'One.' };
    expect(() => machineOf([row, { ...row, to: 'a' }])).toThrow('Two rows for x in state a');
  });
});

describe('capabilities', () => {
  it('let a call be ended in every state of a phone that the party table can end', () => {
    // A queue releases a call when the call is over, and at nobody's request.
    for (const state of PARTY_STATES.filter((each) => each !== 'Queued')) {
      const canEnd = PARTY_TABLE.some((row) => row.from === state && row.on === 'EventReleased');
      expect(partyAllows(state, 'RequestReleaseCall')).toBe(canEnd);
    }
  });

  it('tell declining from hanging up, which are one request to the switch', () => {
    const ending = (state: PartyState) =>
      commandTypes().filter((type) => COMMANDS[type].request === 'RequestReleaseCall' && commandFitsParty(type, state));
    expect(Object.fromEntries(PARTY_STATES.map((state) => [state, ending(state)]))).toEqual({
      Null: [],
      Queued: [],
      Dialing: ['hangup'],
      Alerting: ['reject'],
      Connected: ['hangup'],
      Held: ['hangup'],
      Failed: ['hangup'],
    });
  });

  it('show the commands that fit a call in each state of a phone', () => {
    const data = ['attachData', 'updateData', 'deleteData'];
    const ofPair = ['reconnect', 'completeTransfer', 'completeConference'];
    const fitting = (state: PartyState) => commandTypes().filter((type) => commandFitsParty(type, state));
    expect(fitting('Null')).toEqual([]);
    expect(new Set(fitting('Dialing'))).toEqual(new Set(['hangup', 'clear', 'sendDtmf', ...ofPair, ...data]));
    expect(new Set(fitting('Alerting'))).toEqual(new Set(['accept', 'reject', 'redirect', ...data]));
    expect(new Set(fitting('Held'))).toEqual(new Set(['retrieve', 'hangup', ...RECORDING_COMMANDS, ...data]));
    expect(fitting('Failed')).toEqual(['hangup', 'reconnect']);
  });

  it('leave no command about a call that fits none', () => {
    for (const type of commandTypes()) {
      const { required } = T_REQUESTS[COMMANDS[type].request];
      const fitsSome = PARTY_STATES.some((state) => commandFitsParty(type, state));
      expect([type, fitsSome]).toEqual([type, required.some((attribute) => attribute === 'ConnID')]);
    }
  });

  it('name only requests that name a call', () => {
    const capabilities = [PARTY_CAPABILITIES, SECOND_CALL_CAPABILITIES].flatMap((table) => Object.values(table).flat());
    for (const request of capabilities) expect(T_REQUESTS[request].required).toContain('ConnID');
  });

  it.each<[CommandType, Partial<LineSituation>, Partial<LineSituation>]>([
    ['ready', { agent: 'NotReady' }, { agent: 'Null' }],
    ['notReady', { agent: 'Ready' }, { agent: 'Null' }],
    ['logout', { agent: 'Ready' }, { agent: 'Ready', idle: false }],
    ['dndOn', {}, { doNotDisturb: 'On' }],
    ['dndOff', { doNotDisturb: 'On' }, {}],
    ['cancelForward', { forwarding: 'On' }, {}],
    ['monitor', {}, { idle: false }],
    ['cancelMonitor', { monitoring: true }, {}],
  ])('show that %s fits a line that is %j, and not one that is %j', (command, fit, unfit) => {
    const line: LineSituation = {
      agent: 'NotReady',
      doNotDisturb: 'Off',
      forwarding: 'Off',
      monitoring: false,
      idle: true,
    };
    expect(commandFitsLine(command, { ...line, ...fit })).toBe(true);
    expect(commandFitsLine(command, { ...line, ...unfit })).toBe(false);
    expect(commandFitsLine('hold', line)).toBe(false);
  });

  it('let only a logged-in agent change state', () => {
    expect(AGENT_STATES.filter((state) => agentAllows(state, 'RequestAgentReady'))).toEqual(['NotReady', 'Ready']);
  });
});
