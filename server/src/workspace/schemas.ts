import { type TObject, type TProperties, type TSchema, Type } from 'typebox';
import { MONITOR_NEXT_CALL_TYPES, type MonitorNextCallType, NOT_READY_WORK_MODES } from '@fusion-cti/protocol';

/** Like the desktop's: a client may send more than we read, and that is no error. */

export const MAX_ID = 64;
const MAX_PAIRS = 256;

const PhoneNumber = Type.String({ minLength: 1, maxLength: 64 });
const CallId = Type.String({ minLength: 1, maxLength: MAX_ID, description: 'The id of a call: its ConnID' });
export const OperationId = Type.String({ minLength: 1, maxLength: MAX_ID });

/** What exactly a pair may hold is for the switch to say, with an error of its own. */
const Pairs = Type.Array(
  Type.Object({
    key: Type.String({ minLength: 1, maxLength: 255 }),
    type: Type.Enum(['str', 'int', 'bin', 'kvlist']),
    value: Type.Unknown(),
  }),
  { maxItems: MAX_PAIRS, description: 'Key-value pairs, in their order; a key may come twice' },
);
const SomePairs = Type.Array(Pairs.items, { minItems: 1, maxItems: MAX_PAIRS });

const EXTRAS = { reasons: Type.Optional(Pairs), extensions: Type.Optional(Pairs) };

function data<P extends TProperties>(properties: P) {
  return Type.Object({ ...properties, ...EXTRAS });
}

const NEW_CALL = {
  destination: PhoneNumber,
  location: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
  userData: Type.Optional(Pairs),
  outboundCallerId: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
};

export const NothingData = data({});
export const NotReadyData = data({
  agentWorkMode: Type.Optional(Type.Enum([...NOT_READY_WORK_MODES])),
  reasonCode: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
});
export const ForwardData = data({ forwardTo: PhoneNumber });
export const NewCallData = data(NEW_CALL);
export const DestinationData = data({ destination: PhoneNumber, location: NEW_CALL.location });
export const HeldCallData = data({ heldConnId: CallId });
export const OtherCallData = data({ otherConnId: CallId });
export const ParentCallData = data({ parentConnId: CallId });
export const DropData = data({ dnToDrop: PhoneNumber });
export const PairsData = data({ userData: SomePairs });
export const KeyData = data({ key: Type.String({ minLength: 1, maxLength: 255 }) });
/** Which characters are tones is for the switch to say. */
export const DigitsData = data({ dtmfDigits: Type.String({ minLength: 1, maxLength: 64 }) });
export const UserEventData = data({ userData: SomePairs, callUuid: Type.Optional(CallId) });

const words = (...spellings: readonly string[]) =>
  Type.Enum(spellings.flatMap((word) => [word, word.toLowerCase(), word.toUpperCase()]));

export const StartMonitoringData = data({
  phoneNumberToMonitor: PhoneNumber,
  monitoringMode: Type.Optional(words('Mute', 'Coach', 'Connect')),
  monitoringScope: Type.Optional(words('Agent', 'Call')),
  monitoringNextCallType: Type.Optional(Type.Enum(Object.keys(MONITOR_NEXT_CALL_TYPES) as MonitorNextCallType[])),
  location: NEW_CALL.location,
});
export const StopMonitoringData = data({ phoneNumber: Type.Optional(PhoneNumber) });

/** The envelope of every POST: parameters are in `data`, which may be left out where none is required. */
export function envelopeOf(schema: TObject) {
  // Absent where nothing is required, whatever the library's type says.
  const { required } = schema as { readonly required?: readonly string[] };
  return required === undefined ? enveloped(Type.Optional(schema)) : enveloped(schema);
}

function enveloped<S extends TSchema>(schema: S) {
  return Type.Object({ data: schema, operationId: Type.Optional(OperationId) });
}

export const CallParams = Type.Object({ id: Type.String({ maxLength: MAX_ID }) });

const Secret = Type.String({ maxLength: 200 });
const Name = Type.String({ minLength: 1, maxLength: 200 });

/** `username` is the AgentID, or the agent's id in Fusion. */
export const LoginBody = enveloped(Type.Object({ username: Name, password: Type.Optional(Secret) }));
export const TokenBody = Type.Object({
  grant_type: Type.Literal('password'),
  username: Name,
  password: Type.Optional(Secret),
});
export const InitializeQuery = Type.Object({
  code: Type.Optional(Type.String({ maxLength: 2048 })),
  redirect_uri: Type.Optional(Type.String({ maxLength: 2048 })),
});
export const ActivateBody = enveloped(
  Type.Object({
    agentId: Name,
    dn: Type.Optional(PhoneNumber),
    placeName: Type.Optional(Name),
    queueName: Type.Optional(Name),
    agentWorkMode: Type.Optional(Type.Enum(['AutoIn', 'ManualIn'])),
    autoCompleteCall: Type.Optional(Type.Boolean()),
    channels: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 32 })),
  }),
);

export const AnswerSchema = Type.Object(
  {
    status: Type.Object({
      code: Type.Integer({ description: '0 done; 1 accepted, the result follows as a notification; else an error' }),
      message: Type.Optional(Type.String()),
      errorCode: Type.Optional(Type.Integer({ description: "The switch's own error" })),
      errorMessage: Type.Optional(Type.String()),
    }),
    operationId: Type.Optional(Type.String()),
    data: Type.Optional(Type.Unknown()),
  },
  { description: 'The envelope of every answer' },
);

export const TokenAnswerSchema = Type.Object({
  access_token: Type.String(),
  token_type: Type.Literal('bearer'),
  expires_in: Type.Integer({ description: 'Seconds' }),
  scope: Type.String(),
});
