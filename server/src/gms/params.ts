import { type Static, Type } from 'typebox';
import type { UserData } from '../chat/index.js';
import { checkerOf } from '../runtime/schema.js';
import { GmsError } from './errors.js';

const MAX_FIELDS = 300;
const Scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]);
const Id = Type.Union([Type.String({ maxLength: 200 }), Type.Number()]);

/** What a request may say, by whatever body it comes. Other fields are ignored: clients send fields of other versions. */
const RequestSchema = Type.Object(
  {
    operation: Type.Optional(Type.String({ maxLength: 64 })),
    secureKey: Type.Optional(Id),
    chatId: Type.Optional(Id),
    userId: Type.Optional(Id),
    alias: Type.Optional(Id),
    fileId: Type.Optional(Id),
    requestId: Type.Optional(Id),
    transcriptPosition: Type.Optional(Scalar),
    nickname: Type.Optional(Type.String()),
    firstName: Type.Optional(Type.String()),
    lastName: Type.Optional(Type.String()),
    subject: Type.Optional(Type.String()),
    emailAddress: Type.Optional(Type.String()),
    message: Type.Optional(Type.String()),
    messageType: Type.Optional(Type.String({ maxLength: 255 })),
    pushUrl: Type.Optional(Type.String()),
    profile: Type.Optional(Type.String({ maxLength: 64 })),
    /** An object, or JSON text of one. */
    userData: Type.Optional(Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.String()])),
    auth: Type.Optional(
      Type.Object({
        username: Type.Optional(Type.String({ maxLength: 500 })),
        password: Type.Optional(Type.String({ maxLength: 500 })),
        encoded: Type.Optional(Type.String({ maxLength: 2000 })),
      }),
    ),
  },
  { maxProperties: MAX_FIELDS },
);
type RequestFields = Static<typeof RequestSchema>;

/** Names of parameters that are one text or number. */
export type ParamName = Exclude<keyof RequestFields, 'userData' | 'auth'>;

export interface UploadedFile {
  readonly name: string;
  readonly content: Buffer;
}

/** A request, whichever form it came in: every parameter as text. */
export interface Params {
  readonly text: Readonly<Partial<Record<ParamName, string>>>;
  readonly userData: UserData;
  readonly auth?: NonNullable<RequestFields['auth']>;
  readonly file?: UploadedFile;
}

export const NO_PARAMS: Params = { text: {}, userData: {} };

const checker = checkerOf(RequestSchema);
const PARAM_NAMES: ReadonlySet<string> = new Set(
  Object.keys(RequestSchema.properties).filter((name) => name !== 'userData' && name !== 'auth'),
);
const isParam = (name: string): name is ParamName => PARAM_NAMES.has(name);

/** @throws GmsError 901 naming the parameter that is not what it should be */
export function paramsOf(body: unknown, file?: UploadedFile): Params {
  // One real client writes this one with a capital.
  const given = capitalised(body, 'Subject', 'subject');
  if (!checker.fits(given)) throw GmsError.of(901, checker.problems(given)[0]);
  const text: Partial<Record<ParamName, string>> = {};
  // Those that are there: most requests have three of them.
  for (const name of Object.keys(given).filter(isParam)) {
    const value = given[name];
    if (value !== undefined && value !== null) text[name] = String(value);
  }
  return {
    text,
    userData: userDataOf(given.userData),
    ...(given.auth !== undefined && { auth: given.auth }),
    ...(file !== undefined && { file }),
  };
}

/** Fields of a form: `userData[key]` belongs to userData, and of repeated names the last one counts. */
export function fieldsOf(pairs: Iterable<readonly [string, string]>): Record<string, unknown> {
  const fields = new Map<string, string>();
  const userData = new Map<string, string>();
  for (const [name, value] of pairs) {
    const [, key] = /^userData\[([^\]]*)\]$/.exec(name) ?? [];
    if (key === undefined) fields.set(name, value);
    else userData.set(key, value);
  }
  return { ...Object.fromEntries(fields), ...(userData.size > 0 && { userData: Object.fromEntries(userData) }) };
}

/** @throws GmsError 901 when there is none, or an empty one */
export function required({ text }: Params, name: ParamName): string {
  const value = text[name];
  if (value === undefined || value === '') throw GmsError.of(901, `${name} is required.`);
  return value;
}

function capitalised(body: unknown, from: string, to: string): unknown {
  if (typeof body !== 'object' || body === null || !(from in body) || to in body) return body;
  return { ...body, [to]: (body as Readonly<Record<string, unknown>>)[from] };
}

/** Chat Server's values are texts: others are written as JSON. */
function userDataOf(given: RequestFields['userData']): UserData {
  if (given === undefined) return {};
  const pairs = typeof given === 'string' ? parsed(given) : given;
  const texts = Object.entries(pairs).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : (JSON.stringify(value) ?? ''),
  ]);
  return Object.fromEntries(texts) as UserData;
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Said below, like everything else that is no object.
  }
  throw GmsError.of(901, 'userData is no JSON object.');
}
