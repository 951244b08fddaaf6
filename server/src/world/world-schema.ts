import { type Static, Type } from 'typebox';
import { ChatAgentSettingsSchema, ChatSettingsSchema } from './chat-settings.js';
import { CxoneSettingsSchema } from './cxone-settings.js';
import { GenesysCloudSettingsSchema } from './genesys-cloud-settings.js';
import { SwitchSettingsSchema, WrapUpTime } from './switch-settings.js';

const Dn = Type.String({ pattern: '^[0-9A-Za-z_]{1,32}$', description: 'Directory number' });
const PhoneNumber = Type.String({ pattern: '^\\+?[0-9]{2,20}$' });
const DispositionCode = Type.String({ pattern: '^[0-9A-Za-z_-]{1,64}$' });
const Text = Type.String({ minLength: 1, maxLength: 200 });

const Milliseconds = Type.Integer({ minimum: 0, maximum: 86_400_000 });
/** A DN of this world, or a number outside. */
const Number = Type.String({ pattern: '^\\+?[0-9A-Za-z_]{1,32}$', description: 'A DN, or a number outside' });

/** What becomes of a call that a phone does not answer; without `overflowTo` the caller is told. */
const NoAnswer = Type.Object(
  { afterMs: Milliseconds, overflowTo: Type.Optional(Number) },
  { additionalProperties: false },
);

/** Where the calls of a queue go that has had them for too long, or has too many. */
const QueueOverflow = Type.Object(
  {
    to: Number,
    afterMs: Type.Optional(Milliseconds),
    maxWaiting: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
  },
  { additionalProperties: false },
);

/** How a routing point answers its own route requests. */
const RoutingStrategy = Type.Object(
  {
    /** To the ready agent of these queues who has waited longest; of all queues, when none is named. */
    queues: Type.Optional(Type.Array(Dn, { minItems: 1, maxItems: 100 })),
    /** Or always there. */
    to: Type.Optional(Number),
    /** What the caller hears meanwhile, as T-Library names it: `Music`, `Ringback` ... */
    treatment: Type.Optional(Text),
    /** The virtual queue that is told of the wait. */
    virtualQueue: Type.Optional(Dn),
    /** With nobody found in so long, the call goes to `defaultTo`. */
    timeoutMs: Type.Optional(Milliseconds),
    defaultTo: Type.Optional(Number),
  },
  { additionalProperties: false },
);

/** Why agents are not ready here, in the order in which they are offered. The code goes to the switch as `ReasonCode`. */
const NotReadyReasons = Type.Array(
  Type.Object({ code: Type.String({ minLength: 1, maxLength: 100 }), text: Text }, { additionalProperties: false }),
  { maxItems: 100 },
);

/** The people, lines and customers of a contact centre: what a server needs to know before the first call. */
export const WorldSchema = Type.Object(
  {
    /** The agent that a client without identity acts for, in open mode. */
    defaultAgent: Text,
    agents: Type.Array(
      Type.Object(
        {
          agentId: Text,
          name: Text,
          /** The line the agent works on. */
          dn: Dn,
          /** Who this is in Fusion: what UEF's getConfiguration gives a toolbar. */
          fusionAgentId: Type.Optional(Text),
          /** Without one, anyone who reaches the server may sign in as this agent. Required outside open mode. */
          password: Type.Optional(Text),
          queues: Type.Array(Dn, { maxItems: 100 }),
          /** After-call work of this agent; the switch's own when absent. */
          wrapUpTime: Type.Optional(WrapUpTime),
          noAnswer: Type.Optional(NoAnswer),
          /** Instead of the world's. */
          notReadyReasons: Type.Optional(NotReadyReasons),
          /** AgentIDs of those whose calls this one may listen to. With none of these in the world: everybody's. */
          supervises: Type.Optional(Type.Array(Text, { maxItems: 200 })),
          /** Without it the agent takes no chats. */
          chat: Type.Optional(ChatAgentSettingsSchema),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 100_000 },
    ),
    notReadyReasons: Type.Optional(NotReadyReasons),
    queues: Type.Array(
      Type.Object({ dn: Dn, name: Text, overflow: Type.Optional(QueueOverflow) }, { additionalProperties: false }),
      { maxItems: 10_000 },
    ),
    /**
     * Where calls ask for their way. Without `strategy`: to the ready agent who has waited longest. `client`: a T-Library
     * client or the control API answers, and nobody else.
     */
    routingPoints: Type.Optional(
      Type.Array(
        Type.Object(
          { dn: Dn, name: Text, strategy: Type.Optional(Type.Union([Type.Literal('client'), RoutingStrategy])) },
          { additionalProperties: false },
        ),
        { maxItems: 10_000 },
      ),
    ),
    /** Where only events are: what strategies tell of the wait at their routing point. */
    virtualQueues: Type.Optional(
      Type.Array(Type.Object({ dn: Dn, name: Text }, { additionalProperties: false }), { maxItems: 10_000 }),
    ),
    /** Lines that no agent owns. */
    extensions: Type.Array(
      Type.Object({ dn: Dn, name: Text, noAnswer: Type.Optional(NoAnswer) }, { additionalProperties: false }),
      { maxItems: 100_000 },
    ),
    /** How numbers outside the switch behave when called. A number not listed rings. */
    subscribers: Type.Array(
      Type.Object(
        { number: PhoneNumber, behaviour: Type.Enum(['rings', 'busy', 'unallocated', 'unreachable']) },
        { additionalProperties: false },
      ),
      { maxItems: 100_000 },
    ),
    /** How agents may say that a conversation ended; `code` is what the switch and Fusion are told. */
    dispositions: Type.Optional(
      Type.Array(Type.Object({ code: DispositionCode, name: Text }, { additionalProperties: false }), {
        maxItems: 200,
      }),
    ),
    /** Which T-Server this is; SIP Server when absent. */
    switch: Type.Optional(SwitchSettingsSchema),
    /** How chats go; as Genesys has it when absent. */
    chat: Type.Optional(ChatSettingsSchema),
    /** The organisation of Genesys Cloud; there is none when absent. */
    genesysCloud: Type.Optional(GenesysCloudSettingsSchema),
    /** The brand of CXone; there is none when absent. */
    cxone: Type.Optional(CxoneSettingsSchema),
    /** The customers that the local Fusion knows. */
    contacts: Type.Array(
      Type.Object(
        {
          contactId: Text,
          partyId: Text,
          firstName: Text,
          lastName: Text,
          jobTitle: Type.Optional(Text),
          email: Type.Optional(Type.String({ format: 'email' })),
          phones: Type.Array(PhoneNumber, { maxItems: 10 }),
          organization: Type.Optional(Type.Object({ id: Text, name: Text }, { additionalProperties: false })),
          serviceRequest: Type.Optional(
            Type.Object({ id: Text, number: Text, title: Text }, { additionalProperties: false }),
          ),
        },
        { additionalProperties: false },
      ),
      { maxItems: 100_000 },
    ),
  },
  { additionalProperties: false },
);
export type WorldData = Static<typeof WorldSchema>;
export type WorldAgent = WorldData['agents'][number];
export type NotReadyReasonData = NonNullable<WorldData['notReadyReasons']>[number];
export type ChatServiceOptions = NonNullable<NonNullable<WorldData['chat']>['defaults']>;
