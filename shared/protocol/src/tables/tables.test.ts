import { describe, expect, it } from 'vitest';
import { COMMANDS, commandTypes } from '../wire/commands.js';
import { agent, AGENT_STATES, AGENT_TABLE } from './agent.js';
import { agentAllows, commandFitsParty, PARTY_CAPABILITIES, partyAllows } from './capabilities.js';
import { DEVICE_TABLE } from './device.js';
import { PARTY_STATES, PARTY_TABLE } from './party.js';
import { REGISTRATION_TABLE } from './registration.js';
import { machineOf, type Transition } from './transition.js';

const TABLES: Record<string, readonly Transition<string, string, string>[]> = {
  agent: AGENT_TABLE,
  device: DEVICE_TABLE,
  party: PARTY_TABLE,
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
  it('let a call be ended in every state that the party table can end', () => {
    for (const state of PARTY_STATES) {
      const canEnd = PARTY_TABLE.some((row) => row.from === state && row.on === 'EventReleased');
      expect(partyAllows(state, 'RequestReleaseCall')).toBe(canEnd);
    }
  });

  it('tell declining from hanging up, which are one request to the switch', () => {
    const fitting = (state: (typeof PARTY_STATES)[number]) =>
      commandTypes().filter((type) => commandFitsParty(type, state));
    expect(Object.fromEntries(PARTY_STATES.map((state) => [state, fitting(state)]))).toEqual({
      Null: [],
      Queued: [],
      Dialing: ['hangup'],
      Alerting: ['accept', 'reject'],
      Connected: ['hangup'],
      Failed: ['hangup'],
    });
  });

  it('name only requests that a command can send', () => {
    const sendable = new Set(commandTypes().map((type) => COMMANDS[type].request));
    for (const request of Object.values(PARTY_CAPABILITIES).flat()) expect([...sendable]).toContain(request);
  });

  it('let only a logged-in agent change state', () => {
    expect(AGENT_STATES.filter((state) => agentAllows(state, 'RequestAgentReady'))).toEqual(['NotReady', 'Ready']);
  });
});
