import { commandFitsParty, type CommandType, kvListOf } from '@fusion-cti/protocol';
import { CodedError } from '../runtime/coded-error.js';
import { checkerOf } from '../runtime/schema.js';
import { type CommandBody, COMMAND_SCHEMAS } from './schemas.js';
import type { Desk } from './desk.js';

type Handlers = { readonly [T in CommandType]: (desk: Desk, body: CommandBody<T>) => void };

/** What each command asks of the switch. A new command is a new row. */
const HANDLERS: Handlers = {
  initialize: signIn,
  ready: (desk) => void desk.request({ request: 'RequestAgentReady', ThisDN: desk.dn, AgentWorkMode: 'ManualIn' }),
  notReady: (desk, { reason }) =>
    void desk.request({
      request: 'RequestAgentNotReady',
      ThisDN: desk.dn,
      AgentWorkMode: 'AuxWork',
      ...(reason !== undefined && { Reasons: kvListOf({ ReasonCode: reason }) }),
    }),
  logout: (desk) => void desk.request({ request: 'RequestAgentLogout', ThisDN: desk.dn }),
  accept: (desk, body) => onCall(desk, 'RequestAnswerCall', callFor('accept', desk, body)),
  reject: (desk, body) => onCall(desk, 'RequestReleaseCall', callFor('reject', desk, body)),
  hangup: (desk, body) => onCall(desk, 'RequestReleaseCall', callFor('hangup', desk, body)),
  makeCall,
};

const CHECKERS = Object.fromEntries(
  Object.entries(COMMAND_SCHEMAS).map(([type, schema]) => [type, checkerOf(schema)]),
) as {
  readonly [T in CommandType]: { fits(value: unknown): value is CommandBody<T>; problems(value: unknown): string[] };
};

const FIELDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(COMMAND_SCHEMAS).map(([type, schema]) => [
    type,
    Object.keys(schema.properties).filter((field) => field !== 'session'),
  ]),
);

/**
 * A command as received, checked, and without what it should not have: the session is a secret, and who sends more than
 * a command needs may send anything, another secret among it.
 * @throws CodedError `invalid-command` naming the field
 */
export function checkedBody<T extends CommandType>(type: T, body: unknown): CommandBody<T> {
  const checker = CHECKERS[type];
  if (!checker.fits(body)) throw new CodedError('invalid-command', { details: checker.problems(body).join('; ') });
  const known: Record<string, unknown> = {};
  for (const field of FIELDS.get(type) ?? []) {
    const value = (body as Record<string, unknown>)[field];
    if (value !== undefined) known[field] = value;
  }
  return known as CommandBody<T>;
}

/** @throws CodedError when the command is refused; then nothing has changed */
export function execute<T extends CommandType>(desk: Desk, type: T, body: CommandBody<T>): void {
  const handler = HANDLERS[type] as (desk: Desk, body: CommandBody<T>) => void;
  desk.run(type, body, () => handler(desk, body));
}

function onCall(desk: Desk, request: 'RequestAnswerCall' | 'RequestReleaseCall', ConnID: string): void {
  desk.request({ request, ThisDN: desk.dn, ConnID });
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

/**
 * The ConnID of the call that a command means: the one it names, else the only one it makes sense for. Oracle's vendor handler has
 * methods without arguments, so its commands may name none.
 */
function callFor(type: CommandType, desk: Desk, body: { connectionId?: string }): string {
  const parties = desk.parties;
  const named = body.connectionId === undefined ? undefined : desk.calls.connIdOf(body.connectionId);
  const meant = named === undefined ? parties : parties.filter((party) => party.connId === named);
  if (meant.length === 0) throw CodedError.ofSwitch(56);
  const [call, ...others] = meant.filter((party) => commandFitsParty(type, party.state));
  if (call === undefined) throw CodedError.ofSwitch(496);
  if (others.length > 0) throw new CodedError('ambiguous-call');
  return call.connId;
}
