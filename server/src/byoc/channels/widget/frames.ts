import { type Static, Type } from 'typebox';
import { checkerOf } from '../../../runtime/schema.js';

const strict = { additionalProperties: false } as const;
/** Made by the page, for each thing it says: when the same comes again, nothing happens again. */
const Id = Type.String({ pattern: '^[\\w-]{1,64}$' });
const Seq = Type.Integer({ minimum: 0, maximum: 999_999_999_999 });
export const MAX_TEXT = 4000;

const kind = <K extends string>(type: K) => ({ type: Type.Literal(type), id: Type.Optional(Id) });

/** The first frame of a socket. */
const OpenFrame = Type.Object(
  { ...kind('open'), token: Type.String({ minLength: 1, maxLength: 200 }), after: Seq },
  strict,
);

/** What a page says of its customer. The conversation is never named: it is the token's. */
export const CLIENT_FRAMES = {
  open: OpenFrame,
  message: Type.Object(
    {
      type: Type.Literal('message'),
      id: Id,
      text: Type.String({ minLength: 1, maxLength: MAX_TEXT }),
      /** Of the button that was pressed. */
      postback: Type.Optional(Type.String({ maxLength: 4096 })),
    },
    strict,
  ),
  typing: Type.Object({ ...kind('typing'), isTyping: Type.Boolean() }, strict),
  active: Type.Object(kind('active'), strict),
  left: Type.Object(kind('left'), strict),
  got: Type.Object({ ...kind('got'), through: Seq }, strict),
  seen: Type.Object({ ...kind('seen'), through: Seq }, strict),
  end: Type.Object(kind('end'), strict),
  begin: Type.Object(kind('begin'), strict),
} as const;

export type ClientFrames = { readonly [K in keyof typeof CLIENT_FRAMES]: Static<(typeof CLIENT_FRAMES)[K]> };
export type ClientFrame = ClientFrames[keyof ClientFrames];

const CHECKERS = new Map(Object.entries(CLIENT_FRAMES).map(([type, schema]) => [type, checkerOf(schema)]));

/** What cannot be done: what is wrong with it in sentences, and the id under which its page waits for an answer. */
export interface Misfit {
  readonly problems: readonly string[];
  readonly id?: string;
}

const isId = checkerOf(Id);

export function readFrame(text: string): ClientFrame | Misfit {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problems: ['the frame is no JSON'] };
  }
  const { type, id } = (value ?? {}) as { readonly type?: unknown; readonly id?: unknown };
  const checker = typeof type === 'string' ? CHECKERS.get(type) : undefined;
  if (checker?.fits(value) === true) return value;
  const problems = checker?.problems(value) ?? [`/type must be one of ${[...CHECKERS.keys()].join(', ')}`];
  return { problems, ...(isId.fits(id) && { id }) };
}

export const SessionBody = Type.Object(
  {
    firstName: Type.Optional(Type.String({ maxLength: 100 })),
    lastName: Type.Optional(Type.String({ maxLength: 100 })),
    nickname: Type.Optional(Type.String({ maxLength: 100 })),
  },
  strict,
);
export const SessionAnswer = Type.Object({
  token: Type.String({ description: 'Opens the socket; whoever has it is this customer' }),
  customerId: Type.String(),
});
