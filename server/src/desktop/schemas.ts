import { type Static, Type } from 'typebox';
import {
  AGENT_STATES,
  type CommandType,
  FORWARD_MODES,
  type ForwardMode,
  MERGE_TYPES,
  type MergeType,
  MONITOR_MODES,
  MONITOR_NEXT_CALL_TYPES,
  MONITOR_SCOPES,
  type MonitorNextCallType,
  NOT_READY_WORK_MODES,
} from '@fusion-cti/protocol';
import { CHAT_COMMAND_SCHEMAS } from './chat-schemas.js';
import { command, EVERY_COMMAND, Secret } from './command-schema.js';

/** Ids that callers choose: printable, and short enough to log. */
const Id = Type.String({ minLength: 1, maxLength: 128, pattern: '^[\\x21-\\x7e]+$' });
const Numbered = Type.String({ minLength: 1, maxLength: 64 });
const ON_A_CALL = { connectionId: Type.Optional(Id) };
const CALL_TO = { ...ON_A_CALL, toNumber: Numbered };

/** Any key but an empty one; what the pattern does not fit is refused, because nobody would check its value. */
const UserData = Type.Record(
  Type.String({ pattern: '^[\\s\\S]{1,255}$' }),
  Type.Union([
    Type.String({ maxLength: 4096 }),
    Type.Integer({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }),
  ]),
  { minProperties: 1, maxProperties: 64, additionalProperties: false },
);
const WITH_DATA = { ...ON_A_CALL, userData: UserData };

const namesOf = <Name extends string>(enumeration: Readonly<Record<Name, number>>) =>
  Object.keys(enumeration) as Name[];
const isForwarding = (mode: ForwardMode): mode is Exclude<ForwardMode, 'None'> => mode !== 'None';

/** What each command needs beside its `type`. */
export const COMMAND_SCHEMAS = {
  initialize: command({}),
  ready: command({}),
  notReady: command({
    reason: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    workMode: Type.Optional(Type.Enum([...NOT_READY_WORK_MODES])),
  }),
  logout: command({}),
  accept: command(ON_A_CALL),
  reject: command(ON_A_CALL),
  hangup: command(ON_A_CALL),
  makeCall: command(CALL_TO),

  hold: command(ON_A_CALL),
  retrieve: command(ON_A_CALL),
  alternate: command(ON_A_CALL),
  reconnect: command(ON_A_CALL),
  merge: command({ ...ON_A_CALL, mergeType: Type.Optional(Type.Enum(namesOf<MergeType>(MERGE_TYPES))) }),
  clear: command(ON_A_CALL),
  redirect: command(CALL_TO),

  initiateTransfer: command(CALL_TO),
  completeTransfer: command(ON_A_CALL),
  muteTransfer: command(CALL_TO),
  singleStepTransfer: command(CALL_TO),
  initiateConference: command(CALL_TO),
  completeConference: command(ON_A_CALL),
  singleStepConference: command(CALL_TO),
  deleteFromConference: command({ ...ON_A_CALL, number: Numbered }),

  // Which characters are tones is for the switch to say, with a code of its own.
  sendDtmf: command({ ...ON_A_CALL, digits: Type.String({ minLength: 1, maxLength: 64 }) }),
  mute: command(ON_A_CALL),
  unmute: command(ON_A_CALL),
  attachData: command(WITH_DATA),
  updateData: command(WITH_DATA),
  deleteData: command({ ...ON_A_CALL, key: Type.String({ minLength: 1, maxLength: 255 }) }),

  startRecording: command(ON_A_CALL),
  stopRecording: command(ON_A_CALL),
  pauseRecording: command(ON_A_CALL),
  resumeRecording: command(ON_A_CALL),

  sendUserEvent: command({ userData: UserData, of: Type.Optional(Id) }),
  dndOn: command({}),
  dndOff: command({}),
  forward: command({
    toNumber: Numbered,
    mode: Type.Optional(Type.Enum(namesOf<ForwardMode>(FORWARD_MODES).filter(isForwarding))),
  }),
  cancelForward: command({}),
  monitor: command({
    dn: Numbered,
    mode: Type.Optional(Type.Enum([...MONITOR_MODES])),
    scope: Type.Optional(Type.Enum([...MONITOR_SCOPES])),
    monitorType: Type.Optional(Type.Enum(namesOf<MonitorNextCallType>(MONITOR_NEXT_CALL_TYPES))),
  }),
  cancelMonitor: command({ dn: Type.Optional(Numbered) }),
} as const satisfies Record<CommandType, unknown>;

export type CommandBody<T extends CommandType> = Static<(typeof COMMAND_SCHEMAS)[T]>;

/** The envelope of every command; the rest is checked by the schema that its `type` names. */
export const CommandEnvelopeSchema = Type.Object(EVERY_COMMAND, {
  description: `One command. \`type\` may be written in any case. What each needs beside it:\n\n${fieldList()}`,
});

export const CommandAcceptedSchema = Type.Object(
  {
    status: Type.Literal('Success'),
    commandId: Type.Optional(Type.String()),
    seq: Type.Optional(
      Type.Integer({ description: 'The last frame so far: what came of the command at once is among those up to it.' }),
    ),
  },
  { description: 'The command was accepted. What it leads to is told by events on the socket.' },
);

export const SessionRequestSchema = Type.Object(
  {
    agent: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    password: Type.Optional(Type.String({ maxLength: 200 })),
    session: Type.Optional(Secret),
    lastSeq: Type.Optional(Type.Integer({ minimum: 0 })),
    takeOver: Type.Optional(Type.Boolean()),
    chats: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

export const SessionGrantSchema = Type.Object({
  ticket: Type.String(),
  expiresInMs: Type.Integer(),
});

export const ColleaguesRequestSchema = Type.Object({ session: Secret }, { additionalProperties: false });

export const ColleaguesSchema = Type.Object(
  {
    colleagues: Type.Array(
      Type.Object({
        agentId: Type.String(),
        name: Type.String(),
        dn: Type.String(),
        state: Type.Enum([...AGENT_STATES]),
        workMode: Type.Optional(Type.String()),
        reason: Type.Optional(Type.String({ description: 'The text of the reason for not being ready' })),
        forMs: Type.Integer({ description: 'How long that has been so' }),
        onCall: Type.Boolean(),
      }),
    ),
  },
  { description: 'The agents whose calls this one may listen to, and what they do now.' },
);

/** The fields of each command as Markdown, with their JSON Schemas: the envelope's own schema cannot tell them apart. */
function fieldList(): string {
  const schemas = { ...COMMAND_SCHEMAS, ...CHAT_COMMAND_SCHEMAS };
  return Object.entries<{ readonly properties: object; readonly required?: readonly string[] }>(schemas)
    .map(([type, { properties, required = [] }]) => {
      const fields = Object.entries(properties)
        .filter(([name]) => !(name in EVERY_COMMAND))
        .map(([name, schema]) => `\`${name}\`${required.includes(name) ? '' : '?'} \`${JSON.stringify(schema)}\``);
      return `- \`${type}\`: ${fields.length === 0 ? 'nothing' : fields.join(', ')}`;
    })
    .join('\n');
}
