import { type Static, Type } from 'typebox';

const Dn = Type.String({ pattern: '^[0-9A-Za-z_]{1,32}$', description: 'Directory number' });
const PhoneNumber = Type.String({ pattern: '^\\+?[0-9]{2,20}$' });
const Text = Type.String({ minLength: 1, maxLength: 200 });

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
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 100_000 },
    ),
    queues: Type.Array(Type.Object({ dn: Dn, name: Text }, { additionalProperties: false }), { maxItems: 10_000 }),
    /** Lines that no agent owns. */
    extensions: Type.Array(Type.Object({ dn: Dn, name: Text }, { additionalProperties: false }), { maxItems: 100_000 }),
    /** How numbers outside the switch behave when called. A number not listed rings. */
    subscribers: Type.Array(
      Type.Object(
        { number: PhoneNumber, behaviour: Type.Enum(['rings', 'busy', 'unallocated', 'unreachable']) },
        { additionalProperties: false },
      ),
      { maxItems: 100_000 },
    ),
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
